package org.yibao.link;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.Credential;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.TerminalProfile;

/** A pharmacy's and a clinic's sale with everything in it. */
public final class Samples {
    public static final LocalDateTime COUNTER_TIME = LocalDateTime.of(2026, 3, 2, 9, 20, 30);
    public static final Operator OPERATOR = new Operator("C07", "李四", "till-1");
    public static final String IDENTITY_NUMBER = "370102199001011234";
    public static final String NAME = "张三丰";

    private Samples() {}

    public static TerminalProfile pharmacy() {
        return new TerminalProfile(new DesignatedInstitution("P37010200001", "2", "0"), "泉城大药房", 'A', "370102");
    }

    public static TerminalProfile clinic() {
        return new TerminalProfile(new DesignatedInstitution("H37010200001", "1", "1"), "历下诊所", 'A', "370102");
    }

    public static MessageId id(TerminalProfile terminal, int counter) {
        return MessageId.of(terminal.institution().code(), COUNTER_TIME, terminal.letter(), counter);
    }

    public static PersonSnapshot person() {
        return new PersonSnapshot(
                new InsuredPerson(
                        "370100000000001", "310", "1102", List.of("TEKUN"), true, "370100", "1990-01-01", "M03900"),
                NAME,
                IDENTITY_NUMBER,
                true,
                2026,
                YearToDate.of(Map.of("OPT_DEDC", 100_001L, "IPT_COUNT", 2L)),
                Amount.ofFen(9_501),
                List.of(
                        new PersonSnapshot.FamilyMember("370100000000002", "SPOUSE", Amount.ofFen(5_000)),
                        new PersonSnapshot.FamilyMember("370100000000003", "PARENT", Amount.ofFen(1))),
                TestIdentities.NOW);
    }

    public static Credential credential() {
        return new Credential(Credential.IDENTITY_NUMBER, IDENTITY_NUMBER);
    }

    /** @param lineCount each line costs 1.01 yuan */
    public static Sale sale(TerminalProfile terminal, int counter, int lineCount) {
        QuoteRequest request = request(terminal, lineCount);
        MessageId id = id(terminal, counter);
        return new Sale(
                id,
                new IdempotencyKey("till-1/" + counter),
                "sm3:" + "ab".repeat(32),
                OPERATOR,
                terminal,
                "V" + id.value(),
                person(),
                credential(),
                List.of(
                        new Sale.FamilyPayer("370100000000002", "AUTH-1"),
                        new Sale.FamilyPayer("370100000000003", "AUTH-2")),
                List.of(new Sale.Diagnosis("1", "J06.900", "急性上呼吸道感染")),
                request,
                quote(lineCount),
                null,
                COUNTER_TIME,
                true);
    }

    private static QuoteRequest request(TerminalProfile terminal, int lineCount) {
        return new QuoteRequest(
                COUNTER_TIME.minusMinutes(1),
                terminal.isPharmacy() ? "41" : "11",
                terminal.institution(),
                person().person(),
                QuoteRequest.Place.PROVINCE,
                true,
                new QuoteRequest.Prescription(true, "2"),
                new QuoteRequest.Maternity(3, "SELF"),
                person().cum(),
                new PersonalAccount(
                        true,
                        person().balance(),
                        List.of(
                                new PersonalAccount.FamilyAccount("SPOUSE", Amount.ofFen(5_000)),
                                new PersonalAccount.FamilyAccount("PARENT", Amount.ofFen(1)))),
                lines(lineCount));
    }

    private static List<FeeLine> lines(int count) {
        List<FeeLine> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            boolean odd = i % 2 == 1;
            lines.add(new FeeLine(
                    String.valueOf(i),
                    "XA01BCD0000000000000" + i,
                    "101",
                    odd ? "02" : "01",
                    new BigDecimal("0.5000"),
                    new BigDecimal("2.020000"),
                    Amount.ofFen(101),
                    odd ? new BigDecimal("0.1000") : null,
                    odd ? new BigDecimal("1.999999") : null,
                    odd,
                    !odd,
                    odd));
        }
        return lines;
    }

    private static Quote quote(int lineCount) {
        return new Quote(
                breakdown(lineCount),
                List.of(new FundShare("310100", "职工基本医疗保险统筹基金", Amount.ofFen(50L * lineCount), "")),
                splits(lineCount),
                YearToDate.of(Map.of("OPT_DEDC", 100_001L, "OPT_PAY", 50L * lineCount)),
                List.of(new PolicyReference(
                        "jinan-in-force", "2026.1", PolicyReference.Status.IN_FORCE, "sm3:" + "0f".repeat(32))),
                List.of(),
                List.of());
    }

    public static BenefitBreakdown breakdown(int lineCount) {
        Amount all = Amount.ofFen(101L * lineCount);
        Amount fund = Amount.ofFen(50L * lineCount);
        Amount person = all.minus(fund);
        Amount zero = Amount.ZERO;
        return new BenefitBreakdown(
                all, zero, zero, zero, all, zero, fund, zero, zero, zero, zero, zero, zero, fund, person, zero, zero,
                person, zero);
    }

    public static List<LineSplit> splits(int lineCount) {
        List<LineSplit> splits = new ArrayList<>();
        for (int i = 1; i <= lineCount; i++) {
            splits.add(new LineSplit(
                    String.valueOf(i),
                    new BigDecimal("0.1000"),
                    Amount.ZERO,
                    Amount.ZERO,
                    Amount.ZERO,
                    Amount.ofFen(101)));
        }
        return splits;
    }

    /** What a platform would book for {@link #sale} of as many lines. */
    public static PlatformAnswer.Booked booked(int lineCount) {
        return new PlatformAnswer.Booked(
                "370100S0000000000001",
                new PlatformAnswer.Clearing("370100", "1", "41"),
                breakdown(lineCount),
                List.of(new FundShare("310100", "职工基本医疗保险统筹基金", Amount.ofFen(50L * lineCount), "按比例")),
                splits(lineCount),
                YearToDate.of(Map.of("OPT_DEDC", 100_001L, "OPT_PAY", 50L * lineCount)));
    }
}
