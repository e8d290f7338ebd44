package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.LineSuites;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;

class PlatformKeysTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final TerminalName TERMINAL = TerminalName.parse("P37010200001-A");

    private final Passphrase passphrase = Passphrase.of("for testing".toCharArray());

    @TempDir
    private Path folder;

    @Test
    void folderOfTheEarlierFormGoesOnAndEnrolsForTheSmSuite() throws IOException {
        PlatformKeys first = PlatformKeys.open(folder, passphrase, NOW);
        for (String file : List.of("line-sm-authority.p12", "line-sm.p12", "line-sm-anchors.pem")) {
            Files.delete(folder.resolve(file));
        }
        PlatformKeys again = PlatformKeys.open(folder, passphrase, NOW);
        again.identity().check(NOW);
        assertEquals(
                first.authorities().line().anchors(), again.authorities().line().anchors());
        TerminalEnrolment enrolment = TerminalEnrolment.begin(TERMINAL.institutionCode());
        TerminalIdentity enrolled = enrolment.complete(
                again.authorities().enrol(enrolment.request(), TERMINAL, PlatformKeys.holderValidity(NOW)), NOW);
        assertTrue(enrolled.offers(LineSuites.SM_ONLY));
    }
}
