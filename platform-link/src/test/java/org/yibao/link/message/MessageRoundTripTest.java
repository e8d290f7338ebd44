package org.yibao.link.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Credential;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

class MessageRoundTripTest {
    private static final String DIGEST = "sm3:" + "0f".repeat(32);
    private static final JournalHead BEFORE = new JournalHead(41, "cd".repeat(32));

    private static final int LINES_MAX = 500;

    @Test
    void aPharmacySaleComesBackWhole() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 3);
        Request request = request(sale);
        assertEquals(Transaction.PHARMACY_SETTLE, request.transaction());
        assertEquals(request, Request.decode(request.encode()));
    }

    @Test
    void aClinicVisitComesBackWhole() {
        Sale sale = Samples.sale(Samples.clinic(), 1, 3);
        Request request = request(sale);
        assertEquals(Transaction.CLINIC_SETTLE, request.transaction());
        assertEquals(request, Request.decode(request.encode()));
    }

    @Test
    void thePlatformCanRecomputeExactlyWhatTheTerminalComputed() {
        for (TerminalProfile terminal : List.of(Samples.pharmacy(), Samples.clinic())) {
            Sale sale = Samples.sale(terminal, 1, 7);
            SettleInput input =
                    (SettleInput) Request.decode(request(sale).encode()).input();
            QuoteRequest recomputed = SettlementMapper.request(
                    input,
                    terminal.institution(),
                    sale.request().patient(),
                    SettlementMapper.terminalCum(input),
                    SettlementMapper.terminalAccount(input));
            assertEquals(sale.request(), recomputed);
            assertEquals(sale.quote().breakdown(), input.setlinfo().breakdown());
        }
    }

    @Test
    void aBillOfFiveHundredLinesFitsIntoOneFrame() {
        Bytes bill = request(Samples.sale(Samples.clinic(), 1, LINES_MAX)).encode();
        assertTrue(bill.length() < SignedJson.JSON_BYTES_MAX, bill + " of JSON");
        SettleInput input = (SettleInput) Request.decode(bill).input();
        assertEquals(LINES_MAX, input.rows().size());
        assertEquals(Amount.ofFen(101L * LINES_MAX), input.medfeeSumamt());
    }

    @Test
    void amountsStandAsNumbersWithTwoDecimals() {
        String json = text(request(Samples.sale(Samples.pharmacy(), 1, 100)).encode());
        assertTrue(json.contains("\"medfee_sumamt\":101.00,"), json.substring(0, 900));
        assertTrue(json.contains("\"act_pay_dedc\":0.00,"));
        assertTrue(json.contains("\"cnt\":0.5000,\"pric\":2.020000,"));
        assertTrue(json.contains("\"inf_time\":\"2026-03-02 09:20:30\""));
        assertTrue(json.contains("\"fixmedins_name\":\"泉城大药房\""));
    }

    @Test
    void theEnvelopeHoldsExactlyTheNationalFieldsInTheirOrder() {
        String json = text(request(Samples.sale(Samples.pharmacy(), 1, 1)).encode());
        String[] names = {
            "infno",
            "msgid",
            "mdtrtarea_admvs",
            "insuplc_admdvs",
            "recer_sys_code",
            "dev_no",
            "dev_safe_info",
            "cainfo",
            "signtype",
            "infver",
            "opter_type",
            "opter",
            "opter_name",
            "inf_time",
            "fixmedins_code",
            "fixmedins_name",
            "sign_no",
            "input"
        };
        int at = 0;
        for (String name : names) {
            int found = json.indexOf("\"" + name + "\":", at);
            assertTrue(found >= 0, name + " in its place");
            at = found;
        }
    }

    @Test
    void aBookedAnswerComesBackToTheFen() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 5);
        PlatformAnswer.Booked booked = Samples.booked(5);
        assertEquals(booked, throughAnswer(sale, SettlementMapper.output(booking(sale, booked))));
    }

    @Test
    void aVoidsNegativeAmountsComeBackToTheFen() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 0);
        Amount back = Amount.ofFen(-12_345);
        Amount zero = Amount.ZERO;
        var breakdown = new org.yibao.benefit.BenefitBreakdown(
                back, back, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, back, zero, zero,
                back, zero);
        PlatformAnswer.Booked voided = new PlatformAnswer.Booked(
                "S2",
                new PlatformAnswer.Clearing("370100", "1", "41"),
                breakdown,
                List.of(),
                List.of(),
                YearToDate.of(Map.of("OPT_DEDC", 0L, "IPT_COUNT", 1L)));
        assertEquals(voided, throughAnswer(sale, SettlementMapper.output(booking(sale, voided))));
    }

    @Test
    void amountsThatDoNotAddUpAreNoAnswer() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 2);
        SettleOutput output = SettlementMapper.output(booking(sale, Samples.booked(2)));
        for (String field : List.of("medfee_sumamt", "fund_pay_sumamt", "psn_cash_pay", "hifp_pay")) {
            String json = text(done(sale, output).encode());
            String wrong = json.replaceFirst("\"" + field + "\":[0-9.]+", "\"" + field + "\":0.07");
            assertFalse(json.equals(wrong), field);
            Answer answer = Answer.decode(Transaction.PHARMACY_SETTLE, bytes(wrong));
            assertThrows(MessageException.class, () -> AnswerMapper.platformAnswer(answer), field);
        }
    }

    @Test
    void linesThatDoNotAddUpAreNoAnswer() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 2);
        PlatformAnswer.Booked booked = Samples.booked(2);
        PlatformAnswer.Booked short1 = new PlatformAnswer.Booked(
                booked.setlId(),
                booked.clearing(),
                booked.breakdown(),
                booked.funds(),
                Samples.splits(1),
                booked.cumAfter());
        SettleOutput output = SettlementMapper.output(booking(sale, short1));
        assertThrows(MessageException.class, () -> SettlementMapper.booked(output));
    }

    @Test
    void aRefusalKeepsACodeNobodyKnows() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 1);
        RequestHeader header = request(sale).header();
        AnswerHeader refused =
                AnswerHeader.refused(header, "", TestIdentities.NOW, TestIdentities.NOW, "NOT_SEEN_BEFORE", "不予受理");
        Bytes json = new Answer.Refused(refused).encode();
        Answer answer = Answer.decode(Transaction.PHARMACY_SETTLE, json);
        assertEquals(new PlatformAnswer.Refused("NOT_SEEN_BEFORE", "不予受理"), AnswerMapper.platformAnswer(answer));
        assertEquals(sale.id().value(), Answer.decodeEcho(json));
    }

    @Test
    void aPersonByIdentityCardComesBackWhole() {
        InsuredCard card = new InsuredCard.IdentityCard(Samples.IDENTITY_NUMBER, Samples.NAME);
        PersonReply.Known known = throughPerson(card, Samples.person(), Samples.credential());
        assertEquals(Samples.person(), known.snapshot());
        assertEquals(Samples.credential(), known.credential());
    }

    @Test
    void aPersonByVoucherBringsTheDecodedToken() {
        InsuredCard card = new InsuredCard.ElectronicVoucher("1234567890123456789012370100");
        Credential token = new Credential(Credential.ELECTRONIC_VOUCHER, "370100ecabcdef");
        assertEquals(token, throughPerson(card, Samples.person(), token).credential());
    }

    @Test
    void anAnswerAboutSomebodyElseIsNoAnswer() {
        InsuredCard card = new InsuredCard.IdentityCard("370102199001015678", "王五");
        assertThrows(MessageException.class, () -> throughPerson(card, Samples.person(), Samples.credential()));
    }

    @Test
    void thePlatformReadsTheCardThatWasShown() {
        for (InsuredCard card : List.of(
                new InsuredCard.IdentityCard(Samples.IDENTITY_NUMBER, Samples.NAME),
                new InsuredCard.ElectronicVoucher("1234567890123456789012370100"))) {
            PersonInput input = PersonMapper.input(card, Samples.COUNTER_TIME);
            Request decoded = Request.decode(own(Transaction.PERSON, input).encode());
            assertEquals(card, PersonMapper.card((PersonInput) decoded.input()));
        }
    }

    @Test
    void aVoidNamesItsSettlementWithOrWithoutThePlatformsNumber() {
        Settlement unknown = Settlement.recorded(Samples.sale(Samples.clinic(), 1, 1));
        assertEquals(Transaction.CLINIC_VOID, UndoMapper.voids(unknown));
        Request decoded = Request.decode(own(Transaction.CLINIC_VOID, UndoMapper.voidInput(unknown, BEFORE))
                .encode());
        VoidInput.Target target = ((VoidInput) decoded.input()).data();
        assertEquals(unknown.id().value(), target.omsgid());
        assertEquals("", target.setlId());
        Settlement answered = unknown.answeredBy(unknown.id(), Samples.booked(1));
        assertEquals(
                "370100S0000000000001",
                UndoMapper.voidInput(answered, BEFORE).data().setlId());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReversalSaysWhetherTheSettlementWasHeld(boolean held) {
        Settlement settlement = Settlement.recorded(Samples.sale(Samples.pharmacy(), 1, 1));
        Request decoded = Request.decode(own(Transaction.REVERSAL, UndoMapper.reversalInput(settlement, DIGEST, BEFORE))
                .encode());
        assertEquals("2102", ((ReversalInput) decoded.input()).data().oinfno());
        assertEquals(DIGEST, ((ReversalInput) decoded.input()).data().odigest());
        PlatformAnswer.Reversed reversed = new PlatformAnswer.Reversed(held);
        Answer answer = done(settlement.sale(), UndoMapper.output(reversed));
        assertEquals(reversed, AnswerMapper.platformAnswer(Answer.decode(Transaction.REVERSAL, answer.encode())));
    }

    @Test
    void everyMessageThatMovesMoneyNamesItsPlaceInTheJournal() {
        Sale sale = Samples.sale(Samples.pharmacy(), 1, 1);
        Settlement settlement = Settlement.recorded(sale);
        for (MoneyInput input : List.of(
                SettlementMapper.input(sale, BEFORE),
                SettlementMapper.input(Samples.sale(Samples.clinic(), 1, 1), BEFORE),
                UndoMapper.voidInput(settlement, BEFORE),
                UndoMapper.reversalInput(settlement, DIGEST, BEFORE))) {
            PlaceNode place = Objects.requireNonNull(input.jrnlinfo());
            assertEquals(42, place.jrnlNo());
            assertEquals(BEFORE, place.before());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"base_no\":41->\"base_no\":-1",
                "\"jrnl_end\":99->\"jrnl_end\":42",
                "\"links\":\"AAAA->\"links\":\"AAA",
                "\"links\":\"AAAA->\"links\":\"",
                "\"base_hash\":\"cd->\"base_hash\":\"CD",
                "\"jrnl_hash\":\"ab->\"jrnl_hash\":\"",
                "{\"jrnl_no\":42->{\"jrnl_no\":41",
                "{\"jrnl_no\":42->{\"jrnl_no\":44",
            })
    void whatIsNoProofOfAJournalIsNotTaken(String change) {
        JournalProof proof = new JournalProof(
                BEFORE,
                new JournalHead(43, "ab".repeat(32)),
                99,
                Bytes.of(new byte[2 * JournalProof.LINK_BYTES]),
                List.of(new JournalProof.Queued(42, Samples.id(Samples.pharmacy(), 1))));
        String json = new String(
                own(Transaction.HEAD, new HeadInput(HeadNode.of(proof)))
                        .encode()
                        .toArray(),
                StandardCharsets.UTF_8);
        String[] parts = change.split("->", -1);
        assertTrue(json.contains(parts[0]), json);
        Request decoded =
                Request.decode(Bytes.of(json.replace(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                MessageException.class,
                () -> ((HeadInput) decoded.input()).headinfo().proof());
    }

    @Test
    void wordOnTheBaseIsReadAsItWasSignedOrNotAtAll() {
        JournalProof proof = new JournalProof(BEFORE, BEFORE, BEFORE.number(), Bytes.of(new byte[0]), List.of());
        HeadNode bare = HeadNode.of(proof);
        SignedJson word = new SignedJson(
                Bytes.of("{}".getBytes(StandardCharsets.UTF_8)), Bytes.of(new byte[32]), Bytes.of(new byte[64]));
        assertEquals(
                Optional.of(word), sentInSignIn(bare.vouchedBy(word.encode())).word());
        assertEquals(Optional.empty(), sentInSignIn(bare).word());
        assertEquals(
                Optional.empty(),
                sentInSignIn(bare.vouchedBy(Bytes.of(new byte[99]))).word());
        HeadNode noBase64 = new HeadNode(
                bare.jrnlNo(),
                bare.jrnlHash(),
                bare.jrnlEnd(),
                bare.baseNo(),
                bare.baseHash(),
                bare.links(),
                List.of(),
                "**");
        assertEquals(Optional.empty(), sentInSignIn(noBase64).word());
        assertEquals(proof, sentInSignIn(noBase64).proof());
    }

    private static HeadNode sentInSignIn(HeadNode headinfo) {
        SignInInput input = new SignInInput(new SignInInput.SignIn("A", "", ""), headinfo);
        Request decoded = Request.decode(own(Transaction.SIGN_IN, input).encode());
        return ((SignInInput) decoded.input()).headinfo();
    }

    @Test
    void moreRecordsThanOneMessageProvesAreNotTaken() {
        for (int records : new int[] {HeadNode.RECORDS_MAX, HeadNode.RECORDS_MAX + 1}) {
            HeadNode node = HeadNode.of(new JournalProof(
                    BEFORE,
                    new JournalHead(BEFORE.number() + records, "ab".repeat(32)),
                    99_999,
                    Bytes.of(new byte[records * JournalProof.LINK_BYTES]),
                    List.of()));
            Request decoded =
                    Request.decode(own(Transaction.HEAD, new HeadInput(node)).encode());
            HeadNode read = ((HeadInput) decoded.input()).headinfo();
            if (records > HeadNode.RECORDS_MAX) {
                assertThrows(MessageException.class, read::proof);
            } else {
                assertEquals(
                        records * JournalProof.LINK_BYTES, read.proof().links().length());
            }
        }
    }

    @Test
    void signInCarriesTheJournalsHeadBothWays() {
        JournalHead head = new JournalHead(43, "ab".repeat(32));
        JournalProof proof = new JournalProof(
                BEFORE,
                head,
                99,
                Bytes.of(new byte[2 * JournalProof.LINK_BYTES]),
                List.of(new JournalProof.Queued(42, Samples.id(Samples.pharmacy(), 1))));
        SignInInput input = new SignInInput(new SignInInput.SignIn("A", "", ""), HeadNode.of(proof));
        Request decoded = Request.decode(own(Transaction.SIGN_IN, input).encode());
        assertEquals(proof, ((SignInInput) decoded.input()).headinfo().proof());
        Request further = Request.decode(
                own(Transaction.HEAD, new HeadInput(HeadNode.of(proof))).encode());
        assertEquals(proof, ((HeadInput) further.input()).headinfo().proof());
        SignInOutput output = new SignInOutput(
                new SignInOutput.SignNode(Samples.COUNTER_TIME, "S1"),
                HeadEcho.of(head, TestIdentities.NOW.plusMillis(7)));
        Answer answer = done(Samples.sale(Samples.pharmacy(), 1, 1), output);
        assertEquals(answer, Answer.decode(Transaction.SIGN_IN, answer.encode()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":\"3.03\"",
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":3.031",
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":303e-2000000000",
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":3e2000000000",
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":99999999999999999999.99",
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":null",
                "\"medfee_sumamt\":3.03->\"medfee_sumamt\":true",
                "\"medfee_sumamt\":3.03->\"other\":3.03",
                "\"cnt\":0.5000->\"cnt\":NaN",
                "\"cnt\":0.5000->\"cnt\":0.50000001",
                "\"rx_circ_flag\":\"1\"->\"rx_circ_flag\":\"2\"",
                "\"rx_circ_flag\":\"1\"->\"rx_circ_flag\":1",
                "\"opter\":\"C07\"->\"opter\":7",
                "\"opter\":\"C07\"->\"opter\":null",
                "\"opter\":\"C07\"->\"opter\":\"C07\",\"opter\":\"C08\"",
                "\"year\":2026->\"year\":\"2026\"",
                "\"year\":2026->\"year\":2026.5",
                "\"inf_time\":\"2026-03-02 09:20:30\"->\"inf_time\":\"2026-02-30 09:20:30\"",
                "\"inf_time\":\"2026-03-02 09:20:30\"->\"inf_time\":20260302",
                "\"infno\":\"2102\"->\"infno\":\"2999\"",
                "\"infno\":\"2102\"->\"infno\":\"2207\"",
                "\"drugdetail\":[->\"drugdetail\":[null,",
                "\"drugdetail\":[->\"drugdetails\":[",
                "\"input\":{->\"inputs\":{",
                "\"msgid\":\"P->\"msgid\":\"p",
            })
    void whatIsNotAsSpecifiedIsRefused(String change) {
        String json = text(request(Samples.sale(Samples.pharmacy(), 1, 3)).encode());
        String[] parts = change.split("->", 2);
        assertTrue(json.contains(parts[0]), parts[0]);
        String wrong = json.replaceFirst(java.util.regex.Pattern.quote(parts[0]), parts[1]);
        assertThrows(MessageException.class, () -> Request.decode(bytes(wrong)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{} {}", "\"x\"", "{\"infno\":\"2102\"}"})
    void whatIsNoMessageIsRefused(String text) {
        assertThrows(MessageException.class, () -> Request.decode(bytes(text)));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThrows(MessageException.class, () -> Request.decode(bytes(deep)));
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] json = request(Samples.sale(Samples.pharmacy(), 1, 1)).encode().toArray();
        json[text(Bytes.of(json)).indexOf("泉")] = (byte) 0xff;
        assertThrows(MessageException.class, () -> Request.decode(Bytes.of(json)));
    }

    @Test
    void fieldsNobodyKnowsAreIgnored() {
        Request request = request(Samples.sale(Samples.pharmacy(), 1, 1));
        String more = text(request.encode()).replaceFirst("\"druginfo\":\\{", "\"druginfo\":{\"x\":[1,{}],");
        assertEquals(request, Request.decode(bytes(more)));
    }

    @Test
    void noFaultTellsPersonalData() {
        String json = text(request(Samples.sale(Samples.pharmacy(), 1, 1)).encode())
                .replaceFirst("\"medfee_sumamt\":1.01", "\"medfee_sumamt\":\"" + Samples.IDENTITY_NUMBER + "\"");
        MessageException fault = assertThrows(MessageException.class, () -> Request.decode(bytes(json)));
        assertFalse(String.valueOf(fault.getMessage()).contains(Samples.IDENTITY_NUMBER));
        assertTrue(String.valueOf(fault.getMessage()).contains("druginfo.medfee_sumamt"), fault.getMessage());
    }

    @Test
    void noTextOfAMessageTellsPersonalData() {
        Request request = request(Samples.sale(Samples.pharmacy(), 1, 1));
        PersonInput query = PersonMapper.input(
                new InsuredCard.IdentityCard(Samples.IDENTITY_NUMBER, Samples.NAME), Samples.COUNTER_TIME);
        PersonOutput person = PersonMapper.output(Samples.person(), Samples.credential());
        String texts = request + " " + request.input() + " " + query + " " + person;
        assertFalse(texts.contains(Samples.IDENTITY_NUMBER), texts);
        assertFalse(texts.contains(Samples.NAME), texts);
    }

    private static Request request(Sale sale) {
        SettleInput input = SettlementMapper.input(sale, BEFORE);
        Transaction transaction =
                sale.terminal().isPharmacy() ? Transaction.PHARMACY_SETTLE : Transaction.CLINIC_SETTLE;
        RequestHeader.Sender sender = new RequestHeader.Sender(sale.terminal(), sale.operator(), "370100", "");
        return Request.of(RequestHeader.of(transaction, sale.id(), sender, sale.madeAt()), input);
    }

    private static Request own(Transaction transaction, RequestInput input) {
        TerminalProfile terminal = Samples.pharmacy();
        RequestHeader.Sender sender = new RequestHeader.Sender(terminal, Samples.OPERATOR, "", "");
        LocalDateTime at = Samples.COUNTER_TIME;
        return Request.of(RequestHeader.of(transaction, Samples.id(terminal, 9), sender, at), input);
    }

    private static SettlementMapper.Booking booking(Sale sale, PlatformAnswer.Booked booked) {
        return new SettlementMapper.Booking(
                sale.id().value(),
                sale.visitId(),
                sale.request().patient().psnNo(),
                "310",
                "41",
                Samples.COUNTER_TIME,
                2026,
                booked);
    }

    private static Answer done(Sale sale, AnswerOutput output) {
        AnswerHeader header = AnswerHeader.done(
                request(sale).header(), "370100202603020920300000000001", TestIdentities.NOW, TestIdentities.NOW);
        return new Answer.Done(header, output);
    }

    private static PlatformAnswer throughAnswer(Sale sale, SettleOutput output) {
        Bytes json = done(sale, output).encode();
        return AnswerMapper.platformAnswer(Answer.decode(Transaction.PHARMACY_SETTLE, json));
    }

    private static PersonReply.Known throughPerson(InsuredCard card, PersonSnapshot person, Credential credential) {
        PersonOutput output = PersonMapper.output(person, credential);
        Bytes json = done(Samples.sale(Samples.pharmacy(), 1, 1), output).encode();
        Answer.Done answer = (Answer.Done) Answer.decode(Transaction.PERSON, json);
        return PersonMapper.known((PersonOutput) answer.output(), card, person.asOf());
    }

    private static String text(Bytes json) {
        return new String(json.toArray(), StandardCharsets.UTF_8);
    }

    private static Bytes bytes(String json) {
        return Bytes.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
