package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.certs.CertsException;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.link.enrolment.EnrolmentRefusedException;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/** Who is enrolled by which code. */
class EnrolmentDeskTest {
    private static final String INSTITUTION = "H37010200001";
    private static final Duration DAYS = Duration.ofDays(3);

    @TempDir
    private Path folder;

    private DeskFixture fixture;
    private EnrolmentDesk desk;
    private final TerminalEnrolment terminal = TerminalEnrolment.begin(INSTITUTION);

    @BeforeEach
    void open() {
        fixture = DeskFixture.in(folder);
        desk = fixture.enrolment();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static TerminalProfile profile(char letter) {
        return new TerminalProfile(new DesignatedInstitution(INSTITUTION, "1", "2"), "示例诊所", letter, "370102");
    }

    private EnrolmentCode invited(char letter) {
        return desk.invite(profile(letter), DAYS);
    }

    private Bytes asked(EnrolmentCode code, TerminalEnrolment by) {
        return desk.enrolByCode(code, Bytes.of(by.request().encode()));
    }

    private String refused(EnrolmentCode code, TerminalEnrolment by) {
        return String.valueOf(assertThrows(EnrolmentRefusedException.class, () -> asked(code, by))
                .getMessage());
    }

    private List<Terminals.Alarm> alarms() {
        return fixture.ledger.inTransaction(tx -> new Terminals(tx).alarms());
    }

    @Test
    void codeEnrolsTheTerminalItWasMadeFor() {
        Bytes answer = asked(invited('K'), terminal);
        EnrolmentAnswer granted = EnrolmentAnswer.decode(answer.toArray());
        assertEquals(
                INSTITUTION + "-K",
                terminal.complete(granted, fixture.clock.instant()).name().toString());
        TerminalKey key = new TerminalKey(INSTITUTION, 'K');
        assertEquals(Optional.of(profile('K')), fixture.ledger.inTransaction(tx -> new Terminals(tx).find(key)));
        assertEquals(
                EnrolmentDesk.leaves(granted),
                fixture.ledger.inTransaction(tx -> new Certificates(tx, key)
                        .standing().stream().map(Certificates.Held::certificate).toList()));
    }

    @Test
    void repeatForTheSameKeysGetsTheSameAnswerUntilTheCodeExpires() {
        EnrolmentCode code = invited('K');
        Bytes request = Bytes.of(terminal.request().encode());
        Bytes first = desk.enrolByCode(code, request);
        fixture.clock.pass(DAYS.minusSeconds(1));
        assertEquals(first, desk.enrolByCode(code, request));
        Bytes signedAgain = Bytes.of(terminal.request().encode());
        assertNotEquals(request, signedAgain);
        assertEquals(first, desk.enrolByCode(code, signedAgain));
        fixture.clock.pass(Duration.ofSeconds(1));
        refused(code, terminal);
        assertEquals(List.of(), alarms());
    }

    @Test
    void codeThatComesWithOtherKeysIsRefusedAndRaisesOneAlarm() {
        EnrolmentCode code = invited('K');
        Bytes first = asked(code, terminal);
        TerminalEnrolment thief = TerminalEnrolment.begin(INSTITUTION);
        for (int i = 0; i < 3; i++) {
            refused(code, thief);
        }
        assertEquals(
                List.of(new Terminals.Alarm(
                        fixture.clock.instant(), new TerminalKey(INSTITUTION, 'K'), EnrolmentDesk.CODE_REUSED, "")),
                alarms());
        assertEquals(first, asked(code, terminal), "the true terminal's repeat is answered as before");
    }

    @Test
    void expiredCodeThatComesWithOtherKeysStillRaisesTheAlarm() {
        EnrolmentCode code = invited('K');
        asked(code, terminal);
        fixture.clock.pass(DAYS.plusDays(30));
        refused(code, TerminalEnrolment.begin(INSTITUTION));
        assertEquals(1, alarms().size());
    }

    @Test
    void expiredCodeEnrolsNobody() {
        EnrolmentCode code = invited('K');
        fixture.clock.pass(DAYS);
        refused(code, terminal);
        assertTrue(fixture.ledger
                .inTransaction(tx -> new Terminals(tx).find(new TerminalKey(INSTITUTION, 'K')))
                .isEmpty());
    }

    @Test
    void whateverIsWrongWithACodeIsRefusedInTheSameWords() {
        EnrolmentCode used = invited('K');
        asked(used, terminal);
        EnrolmentCode expired = desk.invite(profile('L'), Duration.ZERO);
        Set<String> words = new HashSet<>();
        words.add(refused(EnrolmentCode.generate(), terminal));
        words.add(refused(used, TerminalEnrolment.begin(INSTITUTION)));
        words.add(refused(expired, terminal));
        words.add(refused(invited('M'), TerminalEnrolment.begin("P37010200002")));
        assertEquals(Set.of("the code is not good for this request"), words);
    }

    @Test
    void codeOfAnotherInstitutionIsNotUsedUp() {
        EnrolmentCode code = invited('K');
        refused(code, TerminalEnrolment.begin("P37010200002"));
        asked(code, terminal);
    }

    @Test
    void letterIsTakenByWhoeverEnrolsFirstAndNobodyIsInvitedToItAgain() {
        EnrolmentCode first = invited('K');
        EnrolmentCode second = invited('K');
        asked(second, terminal);
        assertTrue(refused(first, TerminalEnrolment.begin(INSTITUTION)).contains("is taken"));
        assertThrows(PlatformException.class, () -> invited('K'));
        assertThrows(PlatformException.class, () -> desk.enrol(profile('K'), terminal.request()));
        assertThrows(CertsException.class, () -> desk.invite(profile('k'), DAYS));
    }

    @Test
    void requestThatIsNoneUsesNoCodeUp() {
        EnrolmentCode code = invited('K');
        byte[] broken = terminal.request().encode();
        broken[broken.length - 1] ^= 1;
        for (byte[] request : List.of(broken, new byte[] {0x30, 0}, new byte[] {1})) {
            assertThrows(EnrolmentRefusedException.class, () -> desk.enrolByCode(code, Bytes.of(request)));
        }
        asked(code, terminal);
    }

    @Test
    void codeStandsNowhereInTheLedger() throws IOException {
        EnrolmentCode waiting = invited('K');
        EnrolmentCode used = invited('L');
        asked(used, terminal);
        List<String> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.toList()) {
                files.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertTrue(files.stream().anyMatch(file -> file.contains(used.digest().hex())));
        for (EnrolmentCode code : List.of(waiting, used)) {
            String bare = new String(code.encoded(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
            for (String file : files) {
                assertFalse(file.contains(bare) || file.contains(code.text(InsecureSecretAccess.get())));
            }
        }
    }
}
