package org.yibao.benefit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.Visits;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.RandomVisits;

final class SpokenTest {
    private static final PolicyBook ALL = BuiltIn.book(BuiltIn.ALL);
    private static final String DEMO = "本次计算用到演示参数，结果仅供演示，不是政策待遇。";

    private static String spoken(Visits visit, PolicyBook book) {
        return Spoken.of(assertInstanceOf(Derivation.class, BenefitCalculator.derive(visit.request(), book)));
    }

    @Test
    void anOutpatientBillIsToldInOneBreath() {
        assertEquals(
                "本次费用共1234.56元，其中政策范围内1234.56元；起付标准扣600.00元；" + "职工基本医疗保险统筹基金按70%支付444.19元；个人负担790.37元，其中现金支付790.37元。"
                        + DEMO,
                spoken(Visits.employee().tier("2").drug("1234.56"), ALL));
    }

    @Test
    void accountsAndWhatNoFundCoversAreNamed() {
        Visits visit = Visits.employee().account(true, "30.00", new FamilyAccount("SPOUSE", Amount.parse("20.00")));
        visit.line(visit.line("101", "03", "80.00", null)).line(visit.line("101", "02", "100.00", "0.1"));
        assertEquals(
                "本次费用共180.00元，其中政策范围内90.00元、全自费80.00元、先行自付10.00元；起付标准扣90.00元；"
                        + "个人负担180.00元，其中个人账户支付30.00元、家庭共济账户支付20.00元、现金支付130.00元。" + DEMO,
                spoken(visit, ALL));
    }

    @Test
    void severalLayersOfOneFundAreToldApartAndCapsSaid() {
        String stay = spoken(
                Visits.employee().medType("21").cum("POOL_PAY", 19_900_000).drug("100000.00"), ALL);
        assertEquals(
                "本次费用共100000.00元，其中政策范围内100000.00元；起付标准扣800.00元；"
                        + "职工基本医疗保险统筹基金按80%支付1000.00元（已到年度限额）；"
                        + "大额补助（统筹限额以上）按90%支付88155.00元；大额补助二次支付支付2907.00元；"
                        + "个人负担7938.00元，其中现金支付7938.00元。" + DEMO + "本次计算用到征求意见稿的参数，尚未施行。",
                stay);
    }

    @Test
    void whenNothingIsLeftThatIsSaid() {
        assertEquals(
                "本次费用共0.00元；个人不需支付。",
                spoken(Visits.employee().at("2024-06-01T10:00:00").drug("0.00"), Corner.book()));
    }

    @Test
    void nothingThatIsZeroIsSaid() {
        RandomVisits visits = new RandomVisits(20_261_123);
        for (int count = 0; count < 2_000; count++) {
            if (BenefitCalculator.derive(visits.next(), ALL) instanceof Derivation derivation) {
                String text = Spoken.of(derivation);
                assertFalse(text.replaceFirst("本次费用共0\\.00元", "").matches(".*[^0-9]0\\.00元.*"), text);
            }
        }
    }
}
