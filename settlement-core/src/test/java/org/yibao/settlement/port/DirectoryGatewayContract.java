package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway.Offer;
import org.yibao.settlement.port.DirectoryGateway.Piece;

/**
 * Versions and pieces as every {@link DirectoryGateway} must bring them, from a platform that has published no policy
 * tables yet. A file is any bytes here: what it holds is no business of the gateway's.
 */
public abstract class DirectoryGatewayContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NONE = "0";
    private static final int SEED = 1301;
    /** So that an odd piece is left at the end. */
    private static final int BYTES = 2 * DirectoryGateway.PIECE_BYTES_MAX + 4321;

    /** Online while {@link #cutLine} was not called. */
    protected abstract DirectoryGateway gateway();

    /** Makes this file the part's newest version, though it was published before. */
    protected abstract void publish(DirectoryPart part, Bytes file);

    /** Goes on to a time at which no file is kept that a newer one replaced. */
    protected abstract void letReplacedFilesEnd();

    /** Lets nothing leave any more. */
    protected abstract void cutLine();

    /** SM3 of these bytes, 64 lower-case hexadecimal digits. */
    protected abstract String sm3(Bytes file);

    @ParameterizedTest
    @EnumSource(DirectoryPart.class)
    void whatIsPublishedIsOfferedToWhoeverHasNothing(DirectoryPart part) {
        Bytes file = file(1, BYTES);
        publish(part, file);

        DirectoryOffer offer = offered(part);

        assertEquals(part, offer.part());
        assertEquals(file.length(), offer.bytes());
        assertEquals(sm3(file), offer.digest());
        assertNotEquals(NONE, offer.version());
        assertEquals(file, fetched(offer));
    }

    @ParameterizedTest
    @EnumSource(DirectoryPart.class)
    void whoeverHasTheNewestVersionIsOfferedNone(DirectoryPart part) {
        publish(part, file(1, BYTES));

        assertEquals(new Offer.Same(), asked(part, offered(part).version()));
    }

    @Test
    void partOfWhichNothingIsPublishedIsNotOffered() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));

        assertEquals(new Offer.Same(), asked(DirectoryPart.POLICY_TABLES, NONE));
    }

    @Test
    void newerVersionIsOfferedToWhoeverHasTheOneBefore() {
        publish(DirectoryPart.STOP_LIST, file(1, BYTES));
        DirectoryOffer first = offered(DirectoryPart.STOP_LIST);
        publish(DirectoryPart.STOP_LIST, file(2, BYTES));

        Offer.Newer newer = assertInstanceOf(Offer.Newer.class, asked(DirectoryPart.STOP_LIST, first.version()));

        assertNotEquals(first.version(), newer.offer().version());
        assertEquals(sm3(file(2, BYTES)), newer.offer().digest());
    }

    @Test
    void sameContentIsTheSameVersionAndThePlatformMayGoBackToIt() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));
        DirectoryOffer first = offered(DirectoryPart.CATALOGUE);
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));
        assertEquals(new Offer.Same(), asked(DirectoryPart.CATALOGUE, first.version()));
        publish(DirectoryPart.CATALOGUE, file(2, BYTES));
        DirectoryOffer second = offered(DirectoryPart.CATALOGUE);

        publish(DirectoryPart.CATALOGUE, file(1, BYTES));

        Offer.Newer back = assertInstanceOf(Offer.Newer.class, asked(DirectoryPart.CATALOGUE, second.version()));
        assertEquals(first.version(), back.offer().version());
        assertEquals(file(1, BYTES), fetched(back.offer()));
    }

    @Test
    void versionNobodyKnowsIsAnsweredWithTheNewest() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));

        Offer.Newer newer = assertInstanceOf(Offer.Newer.class, asked(DirectoryPart.CATALOGUE, "2001-restored"));

        assertEquals(sm3(file(1, BYTES)), newer.offer().digest());
    }

    @Test
    void piecesOfOddLengthsInAnyOrderAndTogetherMakeTheFile() {
        Bytes file = file(3, BYTES);
        publish(DirectoryPart.CATALOGUE, file);
        DirectoryOffer offer = offered(DirectoryPart.CATALOGUE);
        List<int[]> spans = new ArrayList<>();
        Random random = new Random(SEED);
        for (int at = 0; at < BYTES; ) {
            int length = Math.min(BYTES - at, 1 + random.nextInt(7_919));
            spans.add(new int[] {at, length});
            at += length;
        }
        Collections.shuffle(spans, random);

        List<CompletionStage<Piece>> pieces = spans.stream()
                .map(span -> gateway().fetch(offer, span[0], span[1], PATIENCE))
                .toList();

        byte[] whole = new byte[BYTES];
        for (int i = 0; i < spans.size(); i++) {
            byte[] piece = came(pieces.get(i)).toArray();
            assertEquals(spans.get(i)[1], piece.length);
            System.arraycopy(piece, 0, whole, spans.get(i)[0], piece.length);
        }
        assertEquals(file, Bytes.of(whole));
    }

    @Test
    void firstAndLastByteComeAlone() {
        Bytes file = file(4, BYTES);
        publish(DirectoryPart.TRUST, file);
        DirectoryOffer offer = offered(DirectoryPart.TRUST);

        assertEquals(part(file, 0, 1), came(gateway().fetch(offer, 0, 1, PATIENCE)));
        assertEquals(part(file, BYTES - 1, 1), came(gateway().fetch(offer, BYTES - 1, 1, PATIENCE)));
    }

    @Test
    void fileOfOneByteIsAFile() {
        Bytes file = file(5, 1);
        publish(DirectoryPart.STOP_LIST, file);

        assertEquals(file, fetched(offered(DirectoryPart.STOP_LIST)));
    }

    @Test
    void pieceThatTheFileDoesNotHaveIsRefused() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));
        DirectoryOffer offer = offered(DirectoryPart.CATALOGUE);

        refused(offer, -1, 1);
        refused(offer, 0, 0);
        refused(offer, 0, -1);
        refused(offer, 0, DirectoryGateway.PIECE_BYTES_MAX + 1);
        refused(offer, BYTES, 1);
        refused(offer, BYTES - 1, 2);
        refused(offer, Long.MAX_VALUE, 1);
        assertEquals(file(1, BYTES), fetched(offer));
    }

    @Test
    void fileThatIsReplacedWhileItIsFetchedComesToItsEnd() {
        Bytes file = file(6, BYTES);
        publish(DirectoryPart.CATALOGUE, file);
        DirectoryOffer offer = offered(DirectoryPart.CATALOGUE);
        assertEquals(part(file, 0, 100), came(gateway().fetch(offer, 0, 100, PATIENCE)));

        publish(DirectoryPart.CATALOGUE, file(7, BYTES));

        assertEquals(file, fetched(offer));
        assertEquals(file(7, BYTES), fetched(offered(DirectoryPart.CATALOGUE)));
    }

    @Test
    void fileThatWasReplacedLongAgoIsGoneAndTheNewestIsNot() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));
        publish(DirectoryPart.DICTIONARY, file(1, BYTES));
        DirectoryOffer old = offered(DirectoryPart.CATALOGUE);
        DirectoryOffer neverReplaced = offered(DirectoryPart.DICTIONARY);
        publish(DirectoryPart.CATALOGUE, file(2, BYTES));
        DirectoryOffer newest = offered(DirectoryPart.CATALOGUE);

        letReplacedFilesEnd();

        Piece.Refused gone =
                assertInstanceOf(Piece.Refused.class, answer(gateway().fetch(old, 0, 1, PATIENCE)));
        assertEquals("FILE_GONE", gone.code());
        assertEquals(file(2, BYTES), fetched(newest));
        assertEquals(file(1, BYTES), fetched(neverReplaced));
    }

    @Test
    void fileThatWasNeverOfferedIsGone() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));
        DirectoryOffer invented =
                new DirectoryOffer(DirectoryPart.CATALOGUE, "1301-none", "plc", "none", 1, 10, "0".repeat(64));

        Piece.Refused gone =
                assertInstanceOf(Piece.Refused.class, answer(gateway().fetch(invented, 0, 1, PATIENCE)));
        assertEquals("FILE_GONE", gone.code());
    }

    @Test
    void nothingComesOverALineThatIsDown() {
        publish(DirectoryPart.CATALOGUE, file(1, BYTES));
        DirectoryOffer offer = offered(DirectoryPart.CATALOGUE);
        cutLine();
        Duration soon = Duration.ofMillis(500);

        Offer unheard = answer(gateway().ask(DirectoryPart.CATALOGUE, NONE, soon));
        Piece unfetched = answer(gateway().fetch(offer, 0, 1, soon));

        assertTrue(!assertInstanceOf(Offer.Unreachable.class, unheard).reason().isEmpty());
        assertTrue(
                !assertInstanceOf(Piece.Unreachable.class, unfetched).reason().isEmpty());
    }

    private void refused(DirectoryOffer offer, long position, int length) {
        assertInstanceOf(
                Piece.Refused.class,
                answer(gateway().fetch(offer, position, length, PATIENCE)),
                position + " + " + length);
    }

    private Offer asked(DirectoryPart part, String version) {
        return answer(gateway().ask(part, version, PATIENCE));
    }

    private DirectoryOffer offered(DirectoryPart part) {
        return assertInstanceOf(Offer.Newer.class, asked(part, NONE)).offer();
    }

    /** The whole file, piece after piece. */
    private Bytes fetched(DirectoryOffer offer) {
        byte[] whole = new byte[Math.toIntExact(offer.bytes())];
        for (int at = 0; at < whole.length; at += DirectoryGateway.PIECE_BYTES_MAX) {
            int length = Math.min(DirectoryGateway.PIECE_BYTES_MAX, whole.length - at);
            byte[] piece = came(gateway().fetch(offer, at, length, PATIENCE)).toArray();
            assertEquals(length, piece.length);
            System.arraycopy(piece, 0, whole, at, length);
        }
        return Bytes.of(whole);
    }

    private static Bytes came(CompletionStage<Piece> piece) {
        return assertInstanceOf(Piece.Came.class, answer(piece)).bytes();
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static Bytes part(Bytes file, int position, int length) {
        return Bytes.of(Arrays.copyOfRange(file.toArray(), position, position + length));
    }

    /** Other bytes for each number, the same at every call. */
    private static Bytes file(int number, int length) {
        byte[] bytes = new byte[length];
        new Random(SEED + number).nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
