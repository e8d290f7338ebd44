package org.yibao.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.TrustAnchors;
import picocli.CommandLine;

class InviteCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    private int invite(String letter, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--dir",
                folder.resolve("platform").toString(),
                "--institution",
                "P37010200002",
                "--letter",
                letter,
                "--name",
                "示例药店",
                "--type",
                "2",
                "--tier",
                "0",
                "--admdvs",
                "370102"));
        arguments.addAll(List.of(more));
        return new CommandLine(new InviteCommand())
                .setOut(new PrintWriter(printed))
                .setExecutionExceptionHandler((fault, line, parsed) -> 1)
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void printsACodeAloneAndWritesTheAuthoritiesOfBothSuites() throws Exception {
        Path authority = folder.resolve("authority.pem");
        assertEquals(0, invite("B", "--days", "1", "--authority", authority.toString()));

        EnrolmentCode.parse(printed.toString());
        assertEquals(1, printed.toString().lines().count());
        assertEquals(
                2,
                TrustAnchors.decodePem(Files.readAllBytes(authority))
                        .authorities()
                        .size());
    }

    @Test
    void invitesNobodyForNoneOrTooManyDaysOrUnderABadName() {
        assertEquals(1, invite("B", "--days", "0"));
        assertEquals(1, invite("B", "--days", "31"));
        assertEquals(1, invite("b"));
        assertFalse(printed.toString().contains("-"));
    }
}
