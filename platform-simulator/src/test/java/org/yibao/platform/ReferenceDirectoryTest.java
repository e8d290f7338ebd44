package org.yibao.platform;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Sm3;
import org.yibao.link.session.LineState;
import org.yibao.platform.directory.PartFile;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;
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

    @Override
    protected DirectoryGateway gateway() {
        return line.directory();
    }

    @Override
    protected void publish(DirectoryPart part, Bytes file) {
        PartFile published = new PartFile(part, 1, file);
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
