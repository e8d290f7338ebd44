package org.yibao.link.message;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway.Offer;

/** Versions of the directory's parts (1301 and its like) and the pieces of their files (9102). */
public final class DirectoryMapper {
    /** {@code ver} at hand when there is none. */
    public static final String NO_VERSION = "0";

    /** Longest {@code ver}. */
    public static final int VERSION_CHARACTERS_MAX = 40;

    private static final int FILE_QUERY_NUMBER_CHARACTERS_MAX = 40;
    private static final int FILE_NAME_CHARACTERS_MAX = 100;
    private static final String SM3 = "sm3:";

    private DirectoryMapper() {}

    /** The transaction that asks for versions of a part. */
    public static Transaction asks(DirectoryPart part) {
        return switch (part) {
            case CATALOGUE -> Transaction.CATALOGUE;
            case PRICE_CEILINGS -> Transaction.PRICE_CEILINGS;
            case SELF_PAY_RATIOS -> Transaction.SELF_PAY_RATIOS;
            case DICTIONARY -> Transaction.DICTIONARY;
            case STOP_LIST -> Transaction.STOP_LIST;
            case POLICY_TABLES -> Transaction.POLICY_TABLES;
            case TRUST -> Transaction.TRUST;
        };
    }

    /** @throws MessageException when the transaction asks for no part */
    public static DirectoryPart part(Transaction asks) {
        return Arrays.stream(DirectoryPart.values())
                .filter(part -> asks(part) == asks)
                .findFirst()
                .orElseThrow(() -> new MessageException(asks + " asks for no part of the directory"));
    }

    /** @param version at hand; {@value #NO_VERSION} for none */
    public static DirectoryInput query(String version) {
        return new DirectoryInput(new DirectoryInput.Query(version));
    }

    /**
     * The version at hand.
     *
     * @throws MessageException when it is empty or too long
     */
    public static String version(DirectoryInput input) {
        return text("ver", input.data().ver(), VERSION_CHARACTERS_MAX);
    }

    /** @param endsAt until when the file is kept at least */
    public static DirectoryOutput newer(DirectoryOffer offer, LocalDateTime endsAt) {
        return new DirectoryOutput(
                offer.fileQueryNumber(),
                offer.fileName(),
                endsAt,
                offer.rows(),
                offer.version(),
                offer.bytes(),
                SM3 + offer.digest());
    }

    /** The version at hand is the newest. */
    public static DirectoryOutput same(String version) {
        return new DirectoryOutput("", null, null, 0, version, null, null);
    }

    /**
     * What the platform has of a part.
     *
     * @param version that was asked with
     * @throws MessageException when the answer is not one to this question
     */
    public static Offer offer(DirectoryPart part, String version, DirectoryOutput output) {
        boolean sameVersion = output.ver().equals(version);
        if (output.fileQuryNo().isEmpty()) {
            if (!sameVersion || output.dataCnt() != 0) {
                throw new MessageException("no file, and another version than the one at hand");
            }
            return new Offer.Same();
        }
        if (sameVersion || output.ver().equals(NO_VERSION) || output.dldEndTime() == null || output.byteCnt() == null) {
            throw new MessageException("a file without its particulars, or of the version at hand");
        }
        try {
            return new Offer.Newer(new DirectoryOffer(
                    part,
                    text("file_qury_no", output.fileQuryNo(), FILE_QUERY_NUMBER_CHARACTERS_MAX),
                    text("filename", output.filename(), FILE_NAME_CHARACTERS_MAX),
                    text("ver", output.ver(), VERSION_CHARACTERS_MAX),
                    output.dataCnt(),
                    output.byteCnt(),
                    digest(output.digest())));
        } catch (IllegalArgumentException beyond) {
            throw new MessageException("a file that cannot be fetched");
        }
    }

    private static String digest(@Nullable String text) {
        if (text == null || !text.startsWith(SM3)) {
            throw new MessageException("digest is none of SM3");
        }
        return text.substring(SM3.length());
    }

    private static String text(String field, @Nullable String text, int charactersMax) {
        if (text == null || text.isEmpty() || text.length() > charactersMax) {
            throw new MessageException(
                    String.format(Locale.ROOT, "%s does not have 1 to %d characters", field, charactersMax));
        }
        return text;
    }

    /** @param institution that asks */
    public static DownloadInput download(DirectoryOffer offer, String institution, long position, int length) {
        return new DownloadInput(
                new DownloadInput.Span(offer.fileQueryNumber(), offer.fileName(), institution, position, length));
    }

    public static DownloadOutput piece(long position, Bytes bytes) {
        return new DownloadOutput(
                new DownloadOutput.Piece(position, Base64.getEncoder().encodeToString(bytes.toArray())));
    }

    /**
     * The bytes of a piece.
     *
     * @param position that was asked for
     * @param length that was asked for
     * @throws MessageException when the answer brings others, or more, or fewer
     */
    public static Bytes bytes(DownloadOutput output, long position, int length) {
        DownloadOutput.Piece piece = output.fsDownloadOut();
        Bytes bytes;
        try {
            bytes = Bytes.of(Base64.getDecoder().decode(piece.data()));
        } catch (IllegalArgumentException noBase64) {
            throw new MessageException("data is no Base64");
        }
        if (piece.pos() != position || bytes.length() != length) {
            throw new MessageException("a piece at " + piece.pos() + " of " + bytes.length() + " bytes, where "
                    + position + " and " + length + " were asked for");
        }
        return bytes;
    }
}
