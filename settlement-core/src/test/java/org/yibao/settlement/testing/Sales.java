package org.yibao.settlement.testing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.Credential;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;

/**
 * Plausible sales of a pharmacy, and what follows them. The sums of a split add up as the platform demands; its
 * shares are invented.
 *
 * @param total of the bill, one line
 */
public record Sales(
        TerminalProfile terminal, PersonSnapshot person, Amount total, LocalDateTime madeAt, boolean offline) {
    public static final TerminalProfile PHARMACY =
            new TerminalProfile(new DesignatedInstitution("P37010200001", "2", "0"), "试验大药房", 'A', "370102");
    public static final Operator CASHIER = new Operator("C001", "李收银", "till-1");
    public static final LocalDateTime MORNING = LocalDateTime.of(2026, 3, 2, 9, 0, 0);

    /** Of no calculator: it is kept, not checked. */
    public static final Bytes CERTIFICATE = Bytes.of("{\"certificate\":\"试验\"}".getBytes(StandardCharsets.UTF_8));

    private static final String FUND = "310300";
    private static final BigDecimal FUND_SHARE = new BigDecimal("0.7");
    private static final BigDecimal OTHER_FUND_SHARE = new BigDecimal("0.5");

    /** 100.00 yuan, bought online by person 1 on the morning of 2 March 2026. */
    public static Sales atPharmacy() {
        return new Sales(PHARMACY, Persons.person(1), Amount.ofFen(10_000), MORNING, false);
    }

    public Sales to(PersonSnapshot buyer) {
        return new Sales(terminal, buyer, total, madeAt, offline);
    }

    public Sales over(Amount newTotal) {
        return new Sales(terminal, person, newTotal, madeAt, offline);
    }

    public Sales at(LocalDateTime time) {
        return new Sales(terminal, person, total, time, offline);
    }

    public Sales withoutLine() {
        return new Sales(terminal, person, total, madeAt, true);
    }

    /** The sale that the till confirmed under this key. */
    public Sale made(MessageId id, String key) {
        return new Sale(
                id,
                new IdempotencyKey(key),
                "sm3:" + "0".repeat(64),
                CASHIER,
                terminal,
                "V" + id.value().substring(12),
                person,
                new Credential(Credential.IDENTITY_NUMBER, person.identityNumber()),
                List.of(),
                List.of(new Sale.Diagnosis("1", "J00.x00", "急性鼻咽炎")),
                request(),
                quote(),
                CERTIFICATE,
                madeAt,
                offline);
    }

    private QuoteRequest request() {
        BigDecimal price = total.yuan();
        FeeLine line = new FeeLine(
                "1",
                "XA01ABD075A002010100483",
                "101",
                "02",
                BigDecimal.ONE,
                price,
                total,
                new BigDecimal("0.1000"),
                null,
                false,
                false,
                false);
        return new QuoteRequest(
                madeAt,
                "41",
                terminal.institution(),
                person.person(),
                QuoteRequest.Place.LOCAL,
                person.placeRegistered(),
                new QuoteRequest.Prescription(true, "3"),
                null,
                person.cum(),
                new PersonalAccount(true, person.balance(), List.of()),
                List.of(line));
    }

    private Quote quote() {
        Amount fund = fund(total, FUND_SHARE);
        BenefitBreakdown breakdown = breakdown(total, fund, person.balance());
        TraceStep step = new TraceStep(
                "secondary",
                Map.of("inscpScpAmt", total.toString()),
                List.of(new TraceStep.UsedParameter(
                        "ratio", FUND_SHARE.toPlainString(), "2026-01-01", "试验规定第一条", "test")),
                fund,
                "HALF_UP",
                "统筹支付 " + fund + " 元");
        return new Quote(
                breakdown,
                List.of(new FundShare(FUND, "统筹基金", fund, "按比例支付")),
                List.of(split(total)),
                after(total),
                List.of(new PolicyReference("test", "2026.1", PolicyReference.Status.DEMO, "sm3:" + "1".repeat(64))),
                List.of(new Quote.Notice("DEMO_PARAMETER", "试验参数")),
                List.of(step));
    }

    private YearToDate after(Amount spent) {
        return YearToDate.of(Map.of("ODS_SCP", person.cum().value("ODS_SCP") + spent.fen()));
    }

    private static LineSplit split(Amount amount) {
        return new LineSplit("1", new BigDecimal("0.1000"), Amount.ZERO, Amount.ZERO, Amount.ZERO, amount);
    }

    private static Amount fund(Amount total, BigDecimal share) {
        return Amount.roundHalfUp(total.yuan().multiply(share));
    }

    private static BenefitBreakdown breakdown(Amount total, Amount fund, Amount balance) {
        Amount part = total.minus(fund);
        Amount account = part.min(balance);
        Amount none = Amount.ZERO;
        return new BenefitBreakdown(
                total,
                none,
                none,
                none,
                total,
                none,
                fund,
                none,
                none,
                none,
                none,
                none,
                none,
                fund,
                part,
                account,
                none,
                part.minus(account),
                balance.minus(account));
    }

    /** The buyer after the sale. */
    public static PersonSnapshot after(Sale sale) {
        Quote quote = sale.quote();
        return sale.person()
                .after(
                        sale.madeAt().getYear(),
                        quote.cumAfter(),
                        quote.breakdown().balc());
    }

    /** The signed message of a sale; its bytes are not those of any real encoder. */
    public static SignedMessage message(Sale sale) {
        return message(
                sale.id(), "2102", sale.person().name() + sale.credential().number());
    }

    public static SignedMessage message(Cancellation cancellation) {
        return message(cancellation.id(), "2103", cancellation.settlement().value());
    }

    public static SignedMessage message(Reversal reversal) {
        return message(reversal.id(), "2601", reversal.settlement().value());
    }

    private static SignedMessage message(MessageId id, String infno, String content) {
        String text = infno + "|" + id + "|" + content;
        return new SignedMessage(id, infno, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The platform booked the very split the till confirmed. */
    public static PlatformAnswer.Booked booked(Sale sale) {
        Quote quote = sale.quote();
        return booked(sale, quote.breakdown());
    }

    /** The platform booked a smaller share of the fund. */
    public static PlatformAnswer.Booked bookedOtherwise(Sale sale) {
        Amount total = sale.quote().breakdown().medfeeSumamt();
        Amount fund = fund(total, OTHER_FUND_SHARE);
        return booked(sale, breakdown(total, fund, sale.person().balance()));
    }

    private static PlatformAnswer.Booked booked(Sale sale, BenefitBreakdown breakdown) {
        return new PlatformAnswer.Booked(
                "S" + sale.id().value().substring(12),
                new PlatformAnswer.Clearing("370100", "1", "41"),
                breakdown,
                List.of(new FundShare(FUND, "统筹基金", breakdown.fundPaySumamt(), "")),
                sale.quote().lines(),
                sale.quote().cumAfter());
    }

    public static PlatformAnswer.Refused refused() {
        return new PlatformAnswer.Refused("2001", "参保状态异常");
    }

    /** Signed bytes of an answer, as far as a store can tell. */
    public static Bytes evidence(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Cancellation cancellation(Sale sale, MessageId id, String key) {
        return new Cancellation(
                id,
                new IdempotencyKey(key),
                "sm3:" + "3".repeat(64),
                sale.id(),
                CASHIER,
                sale.madeAt().plusMinutes(5),
                null);
    }

    /** The cashier takes the platform's other split. */
    public static Confirmation confirmation(Sale sale) {
        return new Confirmation(sale.id(), CASHIER, sale.madeAt().plusMinutes(2));
    }

    public static Reversal reversal(Sale sale, MessageId id) {
        return new Reversal(id, sale.id(), sale.madeAt().plusMinutes(1), null);
    }

    public static Closure closure(Sale sale) {
        return new Closure(sale.id(), CASHIER, sale.madeAt().plusHours(1), "补收现金");
    }
}
