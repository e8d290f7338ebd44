package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;
import static org.yibao.platform.DeskFixture.SPOUSE;
import static org.yibao.platform.DeskFixture.WITH_FAMILY;
import static org.yibao.platform.DeskFixture.WITH_FAMILY_CERTNO;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.link.message.Answer;
import org.yibao.link.message.PersonMapper;
import org.yibao.link.message.PersonOutput;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Vouchers;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

class PersonDeskTest {
    private static final String CODE = "1234567890123456789012370100";

    @TempDir
    private Path folder;

    private DeskFixture platform;
    private TestTerminal clinic;

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        clinic = platform.clinic('A', "2");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private PersonReply.Known known(InsuredCard card) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, platform.ask(clinic, clinic.whoIs(card)));
        return PersonMapper.known((PersonOutput) done.output(), card, Instant.EPOCH);
    }

    private String refusal(InsuredCard card) {
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, platform.ask(clinic, clinic.whoIs(card)));
        return refused.header().errCode();
    }

    private void mint(Duration life) {
        platform.ledger.run(tx -> new Vouchers(tx)
                .mint(
                        CODE,
                        new Vouchers.Voucher(IN_SERVICE, "370100ectoken"),
                        platform.clock.instant().plus(life)));
    }

    @Test
    void identityCardGivesThePersonWithFamilyAndAccumulators() {
        platform.setCum(WITH_FAMILY, "OPT_DEDC", "123.45");

        PersonSnapshot person =
                known(new InsuredCard.IdentityCard(WITH_FAMILY_CERTNO, "丙有家")).snapshot();

        assertEquals(WITH_FAMILY, person.person().psnNo());
        assertEquals(Amount.parse("15.00"), person.balance());
        assertEquals(2023, person.year());
        assertEquals(Amount.parse("123.45"), person.cum().amount("OPT_DEDC"));
        assertEquals(SPOUSE, person.family().get(0).psnNo());
        assertEquals(Amount.parse("1500.00"), person.family().get(0).balance());
    }

    @Test
    void cardOfAnotherNameIsRefused() {
        assertEquals("CREDENTIAL_REFUSED", refusal(new InsuredCard.IdentityCard(WITH_FAMILY_CERTNO, "别人")));
        assertEquals("PERSON_UNKNOWN", refusal(new InsuredCard.IdentityCard("370100199001010014", "丙有家")));
    }

    @Test
    void voucherIsDecodedOnceAndItsTokenProvesThePersonAfterwards() {
        mint(Duration.ofMinutes(1));
        InsuredCard card = new InsuredCard.ElectronicVoucher(CODE);
        PersonReply.Known first = known(card);

        assertEquals("VOUCHER_NOT_USABLE", refusal(card));

        platform.clock.pass(Duration.ofDays(2));
        Order order = Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", "1000.00")
                .provenBy(first.credential());
        assertEquals(
                Amount.parse("280.00"),
                platform.booked(clinic, clinic.settle(order)).breakdown().fundPaySumamt());
        Order anothers = Order.of(WITH_FAMILY, WITH_FAMILY_CERTNO, "2023-05-05T10:00:00", "1000.00")
                .provenBy(first.credential());
        assertEquals(
                "CREDENTIAL_REFUSED",
                platform.refused(clinic, clinic.settle(anothers)).code());
    }

    @Test
    void voucherEndsWithItsTimeToTheSecond() {
        mint(Duration.ofSeconds(1));
        platform.clock.pass(Duration.ofSeconds(1));

        assertEquals("VOUCHER_NOT_USABLE", refusal(new InsuredCard.ElectronicVoucher(CODE)));
    }

    @Test
    void voucherOfNobodyIsRefused() {
        assertEquals("VOUCHER_NOT_USABLE", refusal(new InsuredCard.ElectronicVoucher("0".repeat(28))));
    }

    @Test
    void repeatedQueryOfAVoucherGetsTheFirstAnswer() {
        mint(Duration.ofMinutes(1));
        SignedRequest query = clinic.whoIs(new InsuredCard.ElectronicVoucher(CODE));

        assertEquals(
                platform.send(clinic, query).encode(),
                platform.send(clinic, query).encode());
    }

    @Test
    void terminalThatIsNotEnrolledIsRefusedAndItsIdWithIt() {
        TestTerminal stranger =
                TestTerminal.clinic('Z', "2", DeskFixture.issuingWithoutEnrolling(), platform.clock.instant());
        SignedRequest query = stranger.signIn(new ChainedJournal());

        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, platform.ask(stranger, query));

        assertEquals("TERMINAL_NOT_ENROLLED", refused.header().errCode());
        assertFalse(refused.header().errMsg().isEmpty());
        platform.enrolment().enrol(stranger.profile(), stranger.enrolmentRequest());
        assertInstanceOf(Answer.Refused.class, platform.ask(stranger, query));
        assertInstanceOf(Answer.Done.class, platform.ask(stranger, stranger.signIn(new ChainedJournal())));
    }

    @Test
    void letterThatIsTakenIsNotGivenAgain() {
        assertThrows(PlatformException.class, () -> platform.clinic('A', "2"));
    }
}
