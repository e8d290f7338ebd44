package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.benefit.Amount;
import org.yibao.platform.Totals;

/** The script of the morning; every step fails the demo when the terminal does anything else. */
final class Morning {
    private static final String ALICE = "370100000000001";
    private static final String CAROL = "370100000000003";
    private static final String CAROLS_SPOUSE = "370100000000004";
    private static final String EVE = "370100000000005";

    private final Stage stage;
    private final Screen screen;
    private long scanToSplitMillis;
    private long confirmToDurableMillis;

    Morning(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
    }

    /** @return how many settlements both sides hold */
    int play() {
        stage.clinic().awaitLine(true);
        stage.pharmacy().awaitLine(true);
        Counter clinic = stage.clinic().counter();
        voucherAtTheClinic(clinic);
        outsidePrescription();
        String toVoid = threeClassesAndAFamilyAccount(clinic);
        thePlatformSplitsOtherwise();
        screen.step("step.cut");
        stage.platform().control().cut();
        stage.pharmacy().awaitLine(false);
        stage.clinic().awaitLine(false);
        screen.indented("cut");
        aVoucherProvesNothingOffline();
        String first = offlineSale();
        String killed = killedBeforeTheAnswer();
        theLineComesBack(first, killed);
        voidOne(clinic, toVoid);
        return compare();
    }

    private void voucherAtTheClinic(Counter clinic) {
        screen.step("step.voucher");
        JsonNode presented = scanned(clinic, stage.clinicScanner()::scan, ALICE);
        ObjectNode bill = bill("11");
        bill.set("feedetail", Counter.lines("DEMO-A-01 2 128.50", "DEMO-S-01 1 103.00"));
        Reply quote = clinic.quote(presented, bill);
        scanToSplitMillis = millisSince(clinic.presentedNanos());
        show(clinic.settle(quote, "clinic-1"), "ACKNOWLEDGED");
    }

    private void outsidePrescription() {
        screen.step("step.prescription");
        Counter pharmacy = stage.pharmacy().counter();
        JsonNode presented = laid(ALICE);
        Reply quote = pharmacy.quote(presented, Counter.prescription(true, "DEMO-A-02 3 39.80"));
        show(pharmacy.settle(quote, "pharmacy-1"), "ACKNOWLEDGED");
    }

    private String threeClassesAndAFamilyAccount(Counter clinic) {
        screen.step("step.classes");
        JsonNode presented = scanned(clinic, stage.clinicScanner()::scan, CAROL);
        ObjectNode bill = bill("11");
        bill.put("acct_used_flag", "1");
        bill.putArray("mulaid").addObject().put("psn_no", CAROLS_SPOUSE).put("authorisation", "demo-2026-001");
        bill.set("feedetail", Counter.lines("DEMO-A-01 3 128.50", "DEMO-B-01 7 12.345", "DEMO-C-01 1 50.00"));
        Reply settled = clinic.settle(clinic.quote(presented, bill), "clinic-2");
        show(settled, "ACKNOWLEDGED");
        return settled.body().path("settlement").asText();
    }

    private void thePlatformSplitsOtherwise() {
        screen.step("step.differs");
        Counter pharmacy = stage.pharmacy().counter();
        JsonNode presented = laid(EVE);
        Reply quote = pharmacy.quote(presented, Counter.prescription(false, "DEMO-A-02 4 39.80"));
        stage.platform().control().sellElsewhere(EVE, Amount.parse("260.00"));
        Reply settled = pharmacy.settle(quote, "pharmacy-2");
        JsonNode view = settled.body();
        DemoFailure.unless(view.path("confirm_required").asBoolean(), "no difference was shown: " + view);
        JsonNode quoted = view.path("quoted_split").path("setlinfo");
        JsonNode platform = view.path("split").path("setlinfo");
        screen.indented(
                "differs",
                amount(quoted, "fund_pay_sumamt"),
                amount(platform, "fund_pay_sumamt"),
                amount(quoted, "psn_cash_pay"),
                amount(platform, "psn_cash_pay"));
        screen.indented("message", view.path("message").asText());
        Reply confirmed = pharmacy.till()
                .post("/settlements/" + view.path("settlement").asText() + "/confirmation", Till.object());
        DemoFailure.unless(confirmed.isOk(), "not confirmed: " + confirmed.body());
        screen.indented("confirmed");
        show(confirmed, "ACKNOWLEDGED");
    }

    private void aVoucherProvesNothingOffline() {
        screen.step("step.voucher.offline");
        Reply refused = stage.scanned(CAROL);
        DemoFailure.unless(
                refused.errorCode().equals("CREDENTIAL_OFFLINE_NOT_ALLOWED"), "not refused: " + refused.body());
        screen.indented("refused", refused.errorCode(), refused.errorMessage());
    }

    private String offlineSale() {
        screen.step("step.offline.one");
        Counter pharmacy = stage.pharmacy().counter();
        Reply quote = pharmacy.quote(laid(EVE), Counter.prescription(true, "DEMO-A-02 1 39.80"));
        long confirmed = System.nanoTime();
        Reply settled = pharmacy.settle(quote, "pharmacy-3");
        confirmToDurableMillis = millisSince(confirmed);
        show(settled, "PROVISIONAL");
        return settled.body().path("settlement").asText();
    }

    private String killedBeforeTheAnswer() {
        screen.step("step.offline.two");
        Counter pharmacy = stage.pharmacy().counter();
        Reply quote = pharmacy.quote(laid(ALICE), Counter.prescription(false, "DEMO-A-02 4 39.80"));
        Path durable = stage.stall(StallingTerminal.Moment.AFTER, "accept");
        CompletableFuture<Reply> neverAnswered = pharmacy.settling(quote, "pharmacy-4");
        Patience.await(() -> Files.exists(durable), "the record did not become durable");
        DemoFailure.unless(!neverAnswered.isDone(), "the till had its answer before the kill");
        stage.pharmacy().process().kill();
        screen.indented("killed");

        screen.step("step.restarted");
        stage.openPharmacy();
        Reply settled = stage.pharmacy().counter().settle(quote, "pharmacy-4");
        Reply again = stage.pharmacy().counter().settle(quote, "pharmacy-4");
        DemoFailure.unless(settled.body().equals(again.body()), "two answers for one key");
        String id = settled.body().path("settlement").asText();
        long made = 0;
        for (JsonNode row : stage.pharmacy()
                .counter()
                .till()
                .get("/settlements?limit=100")
                .body()
                .path("settlements")) {
            made += row.path("settlement").asText().equals(id) ? 1 : 0;
        }
        DemoFailure.unless(made == 1, "the key made " + made + " settlements");
        screen.indented("once", id);
        show(settled, "PROVISIONAL");
        return id;
    }

    private void theLineComesBack(String first, String outdated) {
        screen.step("step.restored");
        // While the line was down she went to another hospital: the accumulators the terminal used are outdated.
        stage.platform().control().sellElsewhere(ALICE, Amount.parse("500.00"));
        stage.platform().control().restore();
        stage.pharmacy().awaitLine(true);
        stage.clinic().awaitLine(true);
        Counter pharmacy = stage.pharmacy().counter();
        Patience.await(() -> !state(pharmacy, first).equals("PROVISIONAL"), "the first offline sale was not answered");
        Patience.await(
                () -> !state(pharmacy, outdated).equals("PROVISIONAL"), "the second offline sale was not answered");
        expectState("ACKNOWLEDGED", state(pharmacy, first));
        screen.state("ACKNOWLEDGED");

        screen.step("step.adjusted");
        JsonNode adjusted = pharmacy.settlement(outdated);
        expectState("ADJUSTED", adjusted.path("state").asText());
        JsonNode quoted = adjusted.path("quoted_split").path("setlinfo");
        JsonNode platform = adjusted.path("split").path("setlinfo");
        screen.indented(
                "adjusted",
                amount(quoted, "psn_cash_pay"),
                amount(platform, "psn_cash_pay"),
                adjusted.path("cash_difference").decimalValue().setScale(2).toPlainString());
        screen.indented("message", adjusted.path("message").asText());
        Reply closed = pharmacy.till()
                .post("/settlements/" + outdated + "/closure", Till.object().put("note", "差额已当面结清"));
        DemoFailure.unless(closed.isOk(), "not closed: " + closed.body());
        screen.indented("closed");
        JsonNode left = pharmacy.till().get("/follow-ups").body().path("follow_ups");
        DemoFailure.unless(left.isArray() && left.isEmpty(), "something is left to follow up: " + left);
    }

    private void voidOne(Counter clinic, String id) {
        screen.step("step.void");
        Reply voided = clinic.till()
                .post("/settlements/" + id + "/void", Till.object().put("idempotency_key", "clinic-void-1"));
        DemoFailure.unless(voided.isOk(), "not voided: " + voided.body());
        JsonNode view = clinic.settlement(id);
        expectState("VOIDED", view.path("state").asText());
        DemoFailure.unless(
                view.path("void").path("platform").asText().equals("BOOKED"), "the void was not booked: " + view);
        screen.state("VOIDED");
        JsonNode setlinfo = view.path("split").path("setlinfo");
        screen.indented(
                "void.done",
                amount(setlinfo, "fund_pay_sumamt"),
                amount(setlinfo, "acct_pay"),
                amount(setlinfo, "acct_mulaid_pay"),
                amount(setlinfo, "psn_cash_pay"));
    }

    private int compare() {
        screen.step("step.compare");
        int settlements = 0;
        for (Site site : List.of(stage.clinic(), stage.pharmacy())) {
            String name = Screen.text(site.profile().isPharmacy() ? "pharmacy" : "clinic");
            Till till = site.counter().till();
            JsonNode journal = till.postNothing("/journal/verification").body();
            DemoFailure.unless(journal.path("sound").asBoolean(), "the journal is broken: " + journal);
            screen.indented(
                    "journal",
                    name,
                    journal.path("journal").path("number").asText(),
                    journal.path("journal").path("fingerprint").asText());
            Books books = Books.of(site, stage.platform().control());
            JsonNode own = books.own();
            Totals platform = books.platform();
            screen.indented(
                    "totals",
                    name,
                    own.path("settlements").asInt(),
                    amount(own, "medfee_sumamt"),
                    amount(own, "fund_pay_sumamt"),
                    amount(own, "acct_pay"),
                    amount(own, "psn_cash_pay"));
            var tenders = platform.tenders();
            screen.indented(
                    "totals.platform",
                    name,
                    platform.settlements(),
                    tenders.medfee(),
                    tenders.funds(),
                    tenders.account(),
                    tenders.cash());
            DemoFailure.unless(books.agree(), "the totals differ");
            settlements += platform.settlements();
        }
        screen.indented(
                "timing",
                String.valueOf(scanToSplitMillis),
                String.valueOf(confirmToDurableMillis),
                String.valueOf(stage.pharmacy().process().startMillis()));
        return settlements;
    }

    private JsonNode scanned(Counter counter, java.util.function.Consumer<String> scanner, String psnNo) {
        String code = stage.platform().control().mintVoucher(psnNo);
        return known(counter.present("scanner", () -> scanner.accept(code)));
    }

    private JsonNode laid(String psnNo) {
        return known(stage.laid(psnNo));
    }

    private JsonNode known(Reply presented) {
        DemoFailure.unless(presented.isOk(), "the credential was refused: " + presented.body());
        JsonNode person = presented.body().path("person");
        screen.indented(
                "person", person.path("name").asText(), person.path("certno").asText());
        return presented.body();
    }

    private static ObjectNode bill(String medType) {
        return Till.object().put("med_type", medType);
    }

    private void show(Reply settled, String state) {
        JsonNode view = settled.body();
        screen.split(view.path("split"));
        expectState(state, view.path("state").asText());
        screen.state(state);
        screen.indented("message", view.path("message").asText());
    }

    private static void expectState(String expected, String state) {
        DemoFailure.unless(state.equals(expected), "expected " + expected + ", but it is " + state);
    }

    private static String state(Counter counter, String id) {
        return counter.settlement(id).path("state").asText();
    }

    private static String amount(JsonNode node, String field) {
        return Books.amount(node, field);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
