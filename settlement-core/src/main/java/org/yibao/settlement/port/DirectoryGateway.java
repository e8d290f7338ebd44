package org.yibao.settlement.port;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

/**
 * Where the platform's directory comes from. As {@link PlatformGateway}: no stage completes exceptionally, any
 * thread may call it, and what follows a stage must not block.
 */
public interface DirectoryGateway {
    /** Most bytes of a file that one answer brings. */
    int PIECE_BYTES_MAX = 24 * 1024;

    /**
     * Asks for the version after the one at hand.
     *
     * @param version at hand; {@code 0} for none
     */
    CompletionStage<Offer> ask(DirectoryPart part, String version, Duration deadline);

    /**
     * Fetches a piece of an offered file.
     *
     * @param position of its first byte, from 0
     * @param length at most {@link #PIECE_BYTES_MAX}, and not past the file's end
     */
    CompletionStage<Piece> fetch(DirectoryOffer offer, long position, int length, Duration deadline);

    /** What the platform has of a part. */
    sealed interface Offer {
        record Newer(DirectoryOffer offer) implements Offer {}

        /** The version at hand is the newest. */
        record Same() implements Offer {}

        /** @param code the platform's own */
        record Refused(String code, String text) implements Offer {}

        record Unreachable(String reason) implements Offer {}
    }

    /** What came of a piece. */
    sealed interface Piece {
        /** Exactly the bytes that were asked for. */
        record Came(Bytes bytes) implements Piece {}

        /**
         * The platform no longer has this file: ask for an offer again.
         *
         * @param code the platform's own
         */
        record Refused(String code, String text) implements Piece {}

        record Unreachable(String reason) implements Piece {}
    }
}
