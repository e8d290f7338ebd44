package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Sm3;
import org.yibao.link.session.LineState;
import org.yibao.platform.directory.PublishedFile;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;
import org.yibao.settlement.port.DirectoryGateway.Piece;
import org.yibao.settlement.port.DirectoryGatewayContract;

/** The directory from the reference platform over a real line. */
class ReferenceDirectoryTest extends DirectoryGatewayContract {
    @TempDir
    private Path folder;

    private volatile Duration ahead = Duration.ZERO;
    private final InstantSource platformClock =
            () -> Clock.systemUTC().instant().plus(ahead);

    private ReferencePlatform platform;
    private LedgerDatabase ledger;
    private LineTerminal line;

    @BeforeEach
    void start() {
        platform = ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.of("for testing only".toCharArray()), platformClock));
        ledger = LedgerDatabase.open(folder.resolve("ledger.db"));
        TestTerminal terminal = TestTerminal.pharmacy(
                'A', platform.enrolment()::enrol, Clock.systemUTC().instant());
        line = new LineTerminal(
                terminal, new ChainedJournal(), platform.address().getPort(), Clock.systemUTC());
        line.await(LineState.ONLINE);
    }

    @AfterEach
    void stop() {
        line.close();
        ledger.close();
        platform.close();
    }

    private DirectoryOffer published() {
        publish(DirectoryPart.CATALOGUE, Bytes.of(new byte[100_000]));
        return offered(line.directory());
    }

    private static DirectoryOffer offered(DirectoryGateway gateway) {
        Offer offer = gateway.ask(DirectoryPart.CATALOGUE, "0", LineTerminal.PATIENCE)
                .toCompletableFuture()
                .join();
        return assertInstanceOf(Offer.Newer.class, offer).offer();
    }

    private static Piece fetched(DirectoryGateway gateway, DirectoryOffer offer, long position, int length) {
        return gateway.fetch(offer, position, length, LineTerminal.PATIENCE)
                .toCompletableFuture()
                .join();
    }

    @Test
    void terminalsFetchOneFileAtOnce() {
        DirectoryOffer offer = published();
        TestTerminal second = TestTerminal.clinic(
                'B', "2", platform.enrolment()::enrol, Clock.systemUTC().instant());
        try (LineTerminal other = new LineTerminal(
                second, new ChainedJournal(), platform.address().getPort(), Clock.systemUTC())) {
            other.await(LineState.ONLINE);
            assertEquals(offer, offered(other.directory()));
            List<CompletableFuture<Piece>> pieces = new ArrayList<>();
            for (int at = 0; at < 100_000; at += 10_000) {
                for (LineTerminal each : List.of(line, other)) {
                    pieces.add(each.directory()
                            .fetch(offer, at, 10_000, LineTerminal.PATIENCE)
                            .toCompletableFuture());
                }
            }

            for (CompletableFuture<Piece> piece : pieces) {
                assertEquals(new Piece.Came(Bytes.of(new byte[10_000])), piece.join());
            }
        }
    }

    @Test
    void spoiledPieceIsSignedAndOnlyTheFilesDigestTells() {
        DirectoryOffer offer = published();
        Piece good = fetched(line.directory(), offer, 0, 1_000);
        platform.control().garble(1);

        Piece spoiled = fetched(line.directory(), offer, 0, 1_000);

        assertEquals(1_000, assertInstanceOf(Piece.Came.class, spoiled).bytes().length());
        assertNotEquals(good, spoiled);
        assertEquals(good, fetched(line.directory(), offer, 0, 1_000));
    }

    @Test
    void spanBeyondTheFileIsRefusedAsInvalid() {
        Piece refused = fetched(line.directory(), published(), 99_999, 2);

        assertEquals(
                "REQUEST_INVALID",
                assertInstanceOf(Piece.Refused.class, refused).code());
    }

    @Override
    protected DirectoryGateway gateway() {
        return line.directory();
    }

    @Override
    protected void publish(DirectoryPart part, Bytes file) {
        PublishedFile published = new PublishedFile(part, 1, file);
        ledger.run(tx ->
                new DirectoryVersions(tx).publish(PublicationDesk.offer(published), file, platformClock.instant()));
    }

    @Override
    protected void letReplacedFilesEnd() {
        ahead = DirectoryDesk.KEPT.plusSeconds(1);
    }

    @Override
    protected void cutLine() {
        platform.control().cut();
        line.await(LineState.OFFLINE);
    }

    @Override
    protected String sm3(Bytes file) {
        return Sm3.digest(file.toArray()).hex();
    }
}
