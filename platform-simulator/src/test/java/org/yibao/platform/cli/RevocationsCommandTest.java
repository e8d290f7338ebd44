package org.yibao.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.RevocationList;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.TerminalKey;

class RevocationsCommandTest {
    private static final TerminalKey PHARMACY = new TerminalKey("P37010200002", 'B');

    @TempDir
    private Path folder;

    @Test
    void eachAuthoritysListTakesBackItsOwnCertificate() throws IOException {
        Files.write(
                folder.resolve("request"),
                TerminalEnrolment.begin(PHARMACY.institutionCode()).request().encode());
        assertEquals(
                0,
                run("enrol --institution P37010200002 --letter B --name 示例药店 --type 2 --tier 0"
                        + " --admdvs 370102 --request " + folder.resolve("request") + " --answer "
                        + folder.resolve("answer")));
        assertEquals(List.of(0, 0, 0), sizes());
        try (LedgerDatabase ledger =
                LedgerDatabase.open(folder.resolve("platform").resolve("ledger.db"))) {
            boolean revoked = ledger.inTransaction(tx -> new Certificates(tx, PHARMACY).revoke(Instant.now()));
            assertEquals(true, revoked);
        }
        assertEquals(List.of(1, 1, 1), sizes());
    }

    private List<Integer> sizes() throws IOException {
        Path lists = folder.resolve("lists.pem");
        assertEquals(0, run("revocations --out " + lists));
        return Revocations.decodePem(Files.readAllBytes(lists)).lists().stream()
                .map(RevocationList::size)
                .toList();
    }

    private int run(String line) {
        return PlatformMain.execute((line + " --dir " + folder.resolve("platform")).split(" ", -1));
    }
}
