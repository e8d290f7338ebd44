package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.Attacker.assertClosed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/** Enrolment codes in the wrong hands, and power cuts, against the platform's own process. */
class EnrolmentAttackTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path folder;

    private PlatformProcess platform;
    private TestTerminal known;

    @BeforeEach
    void start() {
        platform = PlatformProcess.start(folder);
        known = platform.enrolled('A').get(0);
    }

    @AfterEach
    void kill() {
        platform.close();
    }

    @Test
    void stolenEnrolmentCodeUsedTwiceEnrolsNobodyAndRaisesTheAlarm() throws IOException {
        EnrolmentCode code = invited('B', Duration.ofDays(3));
        TestTerminal first =
                TestTerminal.clinic('B', "2", (profile, request) -> byCode().answer(code, request), Instant.now());
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(EnrolmentOutcome.Refused.class, byCode().ask(code, request()));
        }

        assertEquals(List.of("ENROLMENT_CODE_REUSED"), platform.alarms(first));
        new Attacker(first, platform.port()).welcomed().close();
    }

    @Test
    void expiredEnrolmentCodeIsRefused() {
        EnrolmentCode expired = invited('C', Duration.ZERO);

        assertInstanceOf(EnrolmentOutcome.Refused.class, byCode().ask(expired, request()));
    }

    @Test
    void killAfterEnrollingLosesNothingAndTheRepeatGetsTheFirstAnswer() {
        assertTrue(platform.ready().contains(" enrolment 127.0.0.1:" + platform.enrolPort()), platform.ready());
        EnrolmentCode code = invited('B', Duration.ofDays(1));
        EnrolmentRequest request = request();
        EnrolmentOutcome granted = byCode().ask(code, request);
        assertInstanceOf(EnrolmentOutcome.Enrolled.class, granted);

        platform.kill();
        platform = PlatformProcess.start(folder);

        assertEquals(granted, byCode().ask(code, request));
        assertInstanceOf(EnrolmentOutcome.Refused.class, byCode().ask(code, request()));
        assertTrue(platform.tell("alarms").toString().contains("ENROLMENT_CODE_REUSED"));
    }

    @Test
    void enrolmentFramesHaveNoPlaceOnTheLine() throws IOException {
        List<Frame> frames = List.of(
                new Frame.Enrol(EnrolmentCode.generate(), Bytes.of(new byte[1])),
                new Frame.Enrolled(Bytes.of(new byte[1])));
        for (Frame frame : frames) {
            try (RawLine line = new Attacker(known, platform.port()).welcomed()) {
                line.send(frame);
                assertClosed(CloseCode.FRAME_UNEXPECTED, line);
            }
        }
    }

    private EnrolmentCode invited(char letter, Duration life) {
        TerminalProfile profile = known.profile();
        TerminalProfile next =
                new TerminalProfile(profile.institution(), profile.institutionName(), letter, profile.admdvs());
        return platform.atEnrolmentDesk(desk -> desk.invite(next, life));
    }

    private EnrolmentRequest request() {
        return TerminalEnrolment.begin(known.name().institutionCode()).request();
    }

    private EnrolmentByCode byCode() {
        return new EnrolmentByCode(platform.atEnrolmentDesk(EnrolmentDesk::lineAnchors), platform.enrolPort(), CLOCK);
    }
}
