package org.yibao.benefit.split;

import java.util.List;
import java.util.Random;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.Visits;

/** Random visits of every scheme, the same for the same seed. */
public final class RandomVisits {
    private static final List<String> EMPLOYEE_TYPES = List.of("11", "14", "21", "28", "41", "52");
    private static final List<String> RESIDENT_TYPES = List.of("11", "14", "21", "28", "41");
    private static final List<String> TIERS = List.of("3", "2", "1", "0");
    private static final List<String> MARKS = List.of(
            "PRE1949", "TEKUN", "DIBAO", "FANPIN", "POOR_REGISTERED", "SEVERE_DISABILITY", "LOWINCOME", "ILLNESS_POOR");
    private static final List<String> LIST_TYPES = List.of("101", "102", "201", "301");
    private static final List<String> LEVELS = List.of("01", "01", "02", "03");
    private static final List<String> RELATIONS = List.of("SPOUSE", "PARENT", "CHILD");

    private final Random random;

    public RandomVisits(long seed) {
        random = new Random(seed);
    }

    public QuoteRequest next() {
        boolean employee = random.nextBoolean();
        return next(employee, pick(employee ? EMPLOYEE_TYPES : RESIDENT_TYPES));
    }

    QuoteRequest next(boolean employee, String medType) {
        Visits visit = (employee ? Visits.employee() : Visits.resident())
                .medType(medType)
                .at(2024 + random.nextInt(4) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10) + "T08:00:00")
                .tier(pick(TIERS))
                .psnType(employee ? "1" + (1 + random.nextInt(2)) : "1" + (4 + random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            visit.marks(pick(MARKS), pick(MARKS));
        }
        if (random.nextInt(3) == 0) {
            visit.place(pick(List.of(Place.values())), random.nextBoolean());
        }
        if (random.nextBoolean()) {
            visit.prescribedBy(pick(TIERS));
        }
        if (medType.equals("52")) {
            visit.child(1 + random.nextInt(4), random.nextBoolean() ? "SELF" : "SPOUSE");
        }
        accumulate(visit);
        visit.account(
                random.nextBoolean(),
                yuan(50_000),
                new FamilyAccount(pick(RELATIONS), Amount.parse(yuan(20_000))),
                new FamilyAccount(pick(RELATIONS), Amount.parse(yuan(20_000))));
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            visit.line(line(visit));
        }
        return visit.request();
    }

    private void accumulate(Visits visit) {
        visit.cum("OPT_DEDC", random.nextInt(120_000)).cum("OPT_PAY", random.nextInt(700_000));
        visit.cum("IPT_COUNT", random.nextInt(4)).cum("POOL_PAY", random.nextInt(21_000_000));
        visit.cum("OVERCAP_PAY", random.nextInt(41_000_000)).cum("BURDEN", random.nextInt(1_500_000));
        visit.cum("RES_OPT_PAY", random.nextInt(35_000)).cum("RES_POOL_PAY", random.nextInt(16_000_000));
        visit.cum("RES_BURDEN", random.nextInt(45_000_000)).cum("RES_SI_PAY", random.nextInt(41_000_000));
        visit.cum("AID_BASE", random.nextInt(2_000_000)).cum("AID_PAY", random.nextInt(1_100_000));
    }

    private FeeLine line(Visits visit) {
        String level = pick(LEVELS);
        String price = yuan(random.nextInt(20) == 0 ? 30_000_000 : 300_000);
        return visit.line(
                pick(LIST_TYPES),
                level,
                (1 + random.nextInt(40)) + "." + random.nextInt(10),
                price,
                level.equals("02") ? "0." + (1000 + random.nextInt(8999)) : null,
                random.nextInt(4) == 0 ? yuan(300_000) : null,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0);
    }

    private String yuan(int belowFen) {
        return Amount.ofFen(random.nextInt(belowFen)).toString();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
