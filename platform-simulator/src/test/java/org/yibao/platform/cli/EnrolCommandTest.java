package org.yibao.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.TerminalEnrolment;

class EnrolCommandTest {
    private static final String INSTITUTION = "P37010200002";

    @TempDir
    private Path folder;

    private final TerminalEnrolment terminal = TerminalEnrolment.begin(INSTITUTION);

    @BeforeEach
    void writeRequest() throws Exception {
        Files.write(folder.resolve("request"), terminal.request().encode());
    }

    private int enrol(String institution, String letter, String type, String request) {
        return PlatformMain.execute(
                "enrol",
                "--dir",
                folder.resolve("platform").toString(),
                "--institution",
                institution,
                "--letter",
                letter,
                "--name",
                "示例药店",
                "--type",
                type,
                "--tier",
                "0",
                "--admdvs",
                "370102",
                "--request",
                folder.resolve(request).toString(),
                "--answer",
                folder.resolve("answer").toString());
    }

    @Test
    void requestFileBecomesAnAnswerTheTerminalCanUse() throws Exception {
        assertEquals(0, enrol(INSTITUTION, "B", "2", "request"));

        EnrolmentAnswer answer = EnrolmentAnswer.decode(Files.readAllBytes(folder.resolve("answer")));
        assertEquals(
                INSTITUTION + "-B",
                terminal.complete(answer, Instant.now()).name().toString());
    }

    @Test
    void letterIsGivenOnce() {
        assertEquals(0, enrol(INSTITUTION, "B", "2", "request"));
        assertEquals(1, enrol(INSTITUTION, "B", "2", "request"));
        assertEquals(0, enrol(INSTITUTION, "C", "2", "request"));
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        Files.writeString(folder.resolve("garbage"), "garbage");

        assertEquals(1, enrol("H37010200001", "A", "1", "request"));
        assertEquals(1, enrol(INSTITUTION, "A", "3", "request"));
        assertEquals(1, enrol(INSTITUTION, "a", "2", "request"));
        assertEquals(1, enrol(INSTITUTION, "A", "2", "garbage"));
        assertEquals(1, enrol(INSTITUTION, "A", "2", "missing"));
        assertEquals(2, PlatformMain.execute("enrol"));
        assertFalse(Files.exists(folder.resolve("answer")));
    }
}
