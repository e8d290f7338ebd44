package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;
import static org.yibao.platform.DeskFixture.SPOUSE;
import static org.yibao.platform.DeskFixture.WITH_FAMILY;
import static org.yibao.platform.DeskFixture.WITH_FAMILY_CERTNO;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Credential;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer;

class SettlementDeskTest {
    private static final String DAY = "2023-05-05T10:00:00";

    @TempDir
    private Path folder;

    private DeskFixture platform;
    private TestTerminal clinic;
    private TestTerminal pharmacy;

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        clinic = platform.clinic('A', "2");
        pharmacy = platform.pharmacy('A');
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private static Order inService(String yuan) {
        return Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, yuan);
    }

    private static Amount yuan(String yuan) {
        return Amount.parse(yuan);
    }

    @Test
    void splitsTheBillItselfWhateverTheTerminalSaid() {
        PlatformAnswer.Booked booked = platform.booked(clinic, clinic.settle(inService("1000.00")));

        // Tier 2, in service, 2023: deductible 600 open, then 70 %.
        assertEquals(yuan("600.00"), booked.breakdown().actPayDedc());
        assertEquals(yuan("280.00"), booked.breakdown().fundPaySumamt());
        assertEquals(yuan("720.00"), booked.breakdown().psnCashPay());
        assertEquals(yuan("600.00"), platform.cum(IN_SERVICE, "OPT_DEDC"));
        assertEquals(yuan("280.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void goesOnFromWhatAnotherTerminalAdded() {
        platform.booked(clinic, clinic.settle(inService("1000.00")));

        PlatformAnswer.Booked second =
                platform.booked(pharmacy, pharmacy.settle(inService("100.00").prescribedIn("2")));

        assertEquals(yuan("0.00"), second.breakdown().actPayDedc());
        assertEquals(yuan("70.00"), second.breakdown().fundPaySumamt());
    }

    @Test
    void repeatGetsTheFirstAnswersBytesAndNoSecondEffect() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        var first = platform.send(clinic, sale);
        platform.clock.pass(java.time.Duration.ofDays(3));

        var second = platform.send(clinic, sale);

        assertEquals(first.encode(), second.encode());
        assertEquals(yuan("280.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
        assertEquals(1, entries());
    }

    @Test
    void sameIdWithOtherContentIsRefusedWithAnAlarmAndTheFirstStays() {
        MessageId id = clinic.nextId();
        SignedRequest sale = clinic.settle(id, inService("1000.00"));
        var first = platform.send(clinic, sale);

        var other = platform.refused(clinic, clinic.settle(id, inService("1000.01")));

        assertEquals("MSGID_REUSED", other.code());
        assertEquals(1, entries());
        var alarms = platform.ledger.inTransaction(tx -> new Terminals(tx).alarms());
        assertEquals("MSGID_REUSED", alarms.get(0).code());
        assertEquals(id.value(), alarms.get(0).msgid());
        assertEquals(first.encode(), platform.send(clinic, sale).encode());
    }

    @Test
    void refusalIsAFirstAnswerToo() {
        SignedRequest sale = clinic.settle(Order.of("370100999999999", IN_SERVICE_CERTNO, DAY, "10.00"));
        var first = platform.send(clinic, sale);

        assertEquals("PERSON_UNKNOWN", platform.refused(clinic, sale).code());
        assertEquals(first.encode(), platform.send(clinic, sale).encode());
        assertTrue(platform.refused(clinic, sale).text().contains("参保人"));
    }

    @Test
    void accountPaysFirstThenTheFamilyInItsOrder() {
        Order order = Order.of(WITH_FAMILY, WITH_FAMILY_CERTNO, DAY, "100.00")
                .withAccount()
                .paidBy(SPOUSE);

        PlatformAnswer.Booked booked = platform.booked(clinic, clinic.settle(order));

        assertEquals(yuan("15.00"), booked.breakdown().acctPay());
        assertEquals(yuan("85.00"), booked.breakdown().acctMulaidPay());
        assertEquals(yuan("0.00"), booked.breakdown().psnCashPay());
        assertEquals(yuan("0.00"), platform.balance(WITH_FAMILY));
        assertEquals(yuan("1415.00"), platform.balance(SPOUSE));
    }

    @Test
    void familyAccountOfAStrangerOrNamedTwiceIsRefused() {
        Order order = Order.of(WITH_FAMILY, WITH_FAMILY_CERTNO, DAY, "100.00");

        assertEquals(
                "FAMILY_MEMBER_UNKNOWN",
                platform.refused(clinic, clinic.settle(order.paidBy(IN_SERVICE)))
                        .code());
        assertEquals(
                "FAMILY_MEMBER_UNKNOWN",
                platform.refused(clinic, clinic.settle(order.paidBy(SPOUSE, SPOUSE)))
                        .code());
        assertEquals(yuan("1500.00"), platform.balance(SPOUSE));
    }

    @Test
    void credentialMustBeThePersons() {
        Order order = inService("10.00");
        Credential another = new Credential(Credential.IDENTITY_NUMBER, WITH_FAMILY_CERTNO);
        Credential token = new Credential(Credential.ELECTRONIC_VOUCHER, "370100ecnobodysvoucher");
        Credential card = new Credential("03", IN_SERVICE_CERTNO);

        for (Credential proof : java.util.List.of(another, token, card)) {
            assertEquals(
                    "CREDENTIAL_REFUSED",
                    platform.refused(clinic, clinic.settle(order.provenBy(proof)))
                            .code());
        }
        assertEquals(0, entries());
    }

    @Test
    void billThatDoesNotAddUpIsRefused() {
        assertEquals(
                "REQUEST_INVALID",
                platform.refused(clinic, clinic.settle(inService("10.00").withTotal("10.01")))
                        .code());
        assertEquals(
                "REQUEST_INVALID",
                platform.refused(clinic, clinic.settle(inService("-10.00"))).code());
        assertEquals(0, entries());
    }

    @Test
    void calculatorsRefusalKeepsItsCode() {
        Order tooEarly = Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2021-12-31T23:59:59", "10.00");

        assertEquals(
                "POLICY_NOT_IN_FORCE",
                platform.refused(clinic, clinic.settle(tooEarly)).code());
    }

    @Test
    void expenseOfAnotherYearUsesThatYearsAccumulators() {
        platform.booked(clinic, clinic.settle(inService("1000.00")));

        Order earlier = Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2022-05-05T10:00:00", "1000.00");
        PlatformAnswer.Booked booked = platform.booked(clinic, clinic.settle(earlier));

        assertEquals(yuan("600.00"), booked.breakdown().actPayDedc());
        assertEquals(yuan("280.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    /** E06 and E32 of the worked examples: a later settlement stays as it is until it is redone itself. */
    @Test
    void voidGivesTheCapBackAndLeavesTheLaterSettlementAsItIs() {
        platform.setCum(IN_SERVICE, "OPT_DEDC", "600.00");
        platform.setCum(IN_SERVICE, "OPT_PAY", "4400.00");
        SignedRequest e06 = clinic.settle(inService("300.00"));
        assertEquals(yuan("100.00"), platform.booked(clinic, e06).breakdown().fundPaySumamt());
        SignedRequest later = clinic.settle(inService("50.00"));
        assertEquals(yuan("0.00"), platform.booked(clinic, later).breakdown().fundPaySumamt());

        PlatformAnswer.Booked taken = platform.booked(clinic, clinic.takeBack(e06));

        assertEquals(yuan("-100.00"), taken.breakdown().fundPaySumamt());
        assertEquals(yuan("-200.00"), taken.breakdown().psnCashPay());
        assertEquals(yuan("-300.00"), taken.breakdown().medfeeSumamt());
        assertEquals(yuan("-100.00"), taken.funds().get(0).amount());
        assertEquals(yuan("4400.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
        assertEquals(yuan("50.00"), platform.cum(IN_SERVICE, "BURDEN"));
        assertEquals(yuan("4400.00"), taken.cumAfter().amount("OPT_PAY"));

        platform.booked(clinic, clinic.takeBack(later));
        PlatformAnswer.Booked redone = platform.booked(clinic, clinic.settle(inService("50.00")));
        assertEquals(yuan("35.00"), redone.breakdown().fundPaySumamt());
        assertEquals(yuan("15.00"), redone.breakdown().psnCashPay());
    }

    @Test
    void voidGivesEveryTenderBack() {
        Order order = Order.of(WITH_FAMILY, WITH_FAMILY_CERTNO, DAY, "100.00")
                .withAccount()
                .paidBy(SPOUSE);
        SignedRequest sale = clinic.settle(order);
        platform.booked(clinic, sale);

        PlatformAnswer.Booked taken = platform.booked(clinic, clinic.takeBack(sale));

        assertEquals(yuan("-15.00"), taken.breakdown().acctPay());
        assertEquals(yuan("-85.00"), taken.breakdown().acctMulaidPay());
        assertEquals(yuan("15.00"), taken.breakdown().balc());
        assertEquals(yuan("15.00"), platform.balance(WITH_FAMILY));
        assertEquals(yuan("1500.00"), platform.balance(SPOUSE));
        assertEquals(yuan("0.00"), platform.cum(WITH_FAMILY, "OPT_DEDC"));
    }

    @Test
    void voidNeverTakesAnAccumulatorBelowNothing() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);
        platform.setCum(IN_SERVICE, "OPT_PAY", "100.00");

        platform.booked(clinic, clinic.takeBack(sale));

        assertEquals(yuan("0.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void repeatedVoidGetsItsFirstAnswerAndASecondVoidIsRefused() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);
        SignedRequest taking = clinic.takeBack(sale);
        var first = platform.send(clinic, taking);

        assertEquals(first.encode(), platform.send(clinic, taking).encode());
        assertEquals(
                "SETTLEMENT_VOIDED_ALREADY",
                platform.refused(clinic, clinic.takeBack(sale)).code());
        assertEquals(yuan("0.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
        assertEquals(2, entries());
    }

    @Test
    void voidOfWhatIsNotHereIsRefused() {
        SignedRequest never = clinic.settle(inService("1000.00"));
        assertEquals(
                "SETTLEMENT_UNKNOWN",
                platform.refused(clinic, clinic.takeBack(never)).code());

        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);
        SignedRequest wrongNumber = clinic.takeBack(clinic.nextId(), sale, "370102202305051000000000000099");
        assertEquals("SETTLEMENT_UNKNOWN", platform.refused(clinic, wrongNumber).code());
        SignedRequest ofAVoid = clinic.takeBack(sale);
        platform.booked(clinic, ofAVoid);
        assertEquals(yuan("0.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void anotherInstitutionsSettlementIsNotVoided() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);

        assertEquals(
                "SETTLEMENT_UNKNOWN",
                platform.refused(pharmacy, pharmacy.takeBack(sale)).code());
        assertEquals(yuan("280.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void anotherTerminalOfTheInstitutionMayVoid() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        PlatformAnswer.Booked booked = platform.booked(clinic, sale);
        TestTerminal second = platform.clinic('B', "2");

        platform.booked(second, second.takeBack(second.nextId(), sale, booked.setlId()));

        assertEquals(yuan("0.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void reversalOfAHeldSaleUndoesIt() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);
        SignedRequest reversal = clinic.reverse(sale);

        assertTrue(platform.wasHeld(clinic, reversal));

        assertEquals(yuan("0.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
        assertEquals(
                platform.send(clinic, reversal).encode(),
                platform.send(clinic, reversal).encode());
        assertTrue(platform.wasHeld(clinic, clinic.reverse(sale)));
        assertEquals(
                "SETTLEMENT_VOIDED_ALREADY",
                platform.refused(clinic, clinic.takeBack(sale)).code());
    }

    @Test
    void reversalOfAnUnknownSaleBarsItsLateArrival() {
        SignedRequest sale = clinic.settle(inService("1000.00"));

        assertFalse(platform.wasHeld(clinic, clinic.reverse(sale)));

        assertEquals("MSGID_BARRED", platform.refused(clinic, sale).code());
        assertEquals("MSGID_BARRED", platform.refused(clinic, sale).code());
        assertFalse(platform.wasHeld(clinic, clinic.reverse(sale)));
        assertEquals(0, entries());
        assertEquals(yuan("0.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void reversalIsForOnesOwnSettlementsOnly() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);
        SignedRequest taking = clinic.takeBack(sale);
        String msgid = sale.request().id().value();

        for (SignedRequest reversal : java.util.List.of(
                clinic.reverse(IN_SERVICE, taking.request().id().value(), "2208"),
                clinic.reverse(IN_SERVICE, msgid, "2102"),
                clinic.reverse(WITH_FAMILY, msgid, "2207"))) {
            assertEquals(
                    "SETTLEMENT_NOT_REVERSIBLE",
                    platform.refused(clinic, reversal).code());
        }
        assertEquals(
                "SETTLEMENT_NOT_REVERSIBLE",
                platform.refused(pharmacy, pharmacy.reverse(sale)).code());
        assertEquals(yuan("280.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void voidedSaleIsNotReversed() {
        SignedRequest sale = clinic.settle(inService("1000.00"));
        platform.booked(clinic, sale);
        platform.booked(clinic, clinic.takeBack(sale));

        assertEquals(
                "SETTLEMENT_VOIDED_ALREADY",
                platform.refused(clinic, clinic.reverse(sale)).code());
    }

    @Test
    void pharmacyDoesNotSettleVisitsNorAClinicSales() {
        SignedRequest sale = pharmacy.settle(inService("10.00"));
        SignedRequest visit = pharmacy.message(
                org.yibao.link.message.Transaction.CLINIC_SETTLE,
                pharmacy.nextId(),
                clinic.settle(inService("10.00")).request().input());

        assertEquals(
                "TRANSACTION_NOT_ALLOWED", platform.refused(pharmacy, visit).code());
        assertEquals(yuan("10.00"), platform.booked(pharmacy, sale).breakdown().psnCashPay());
    }

    @Test
    void settlementIdsAreNeverTheSame() {
        PlatformAnswer.Booked one = platform.booked(clinic, clinic.settle(inService("1.00")));
        PlatformAnswer.Booked other = platform.booked(clinic, clinic.settle(inService("1.00")));

        assertNotEquals(one.setlId(), other.setlId());
        assertEquals(30, one.setlId().length());
    }

    private long entries() {
        return platform.ledger.inTransaction(tx -> new Entries(tx).all()).stream()
                .map(Entry::setlId)
                .distinct()
                .count();
    }
}
