package org.yibao.benefit.split;

import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;

/**
 * Two schemes computed a second time, straight from the normative page, in whole numbers and fractions and
 * with nothing of the product but its request records: employee outpatient and employee inpatient with
 * over-cap, secondary payment and medical aid, for 2024 to 2027.
 */
final class IndependentSplit {
    private final QuoteRequest request;
    private final int year;
    private long inscp;
    private long classB;
    private long deductible;
    long pool;
    long overcap;
    long secondary;
    long aid;

    IndependentSplit(QuoteRequest request) {
        this.request = request;
        this.year = request.begntime().getYear();
        if (year < 2024 || year > 2027) {
            throw new IllegalArgumentException("only 2024 to 2027");
        }
        boolean away = !request.medType().equals("11") && request.place() != Place.LOCAL && !request.placeRegistered();
        request.lines().forEach(line -> take(line, away));
        if (request.medType().equals("11")) {
            outpatient();
        } else {
            inpatient();
        }
    }

    private void take(FeeLine line, boolean away) {
        if (line.level().equals("03")) {
            return;
        }
        long gross = line.amount().fen();
        long over = 0;
        if (line.priceCeiling() != null) {
            BigDecimal allowed = line.priceCeiling().multiply(line.count()).movePointRight(2);
            over = Math.max(0, gross - rounded(allowed.unscaledValue(), BigInteger.TEN.pow(allowed.scale())));
        }
        long preself = share(gross - over, tenThousandths(line));
        long rest = gross - over - preself;
        classB += line.level().equals("02") ? preself : 0;
        inscp += rest - (away ? share(rest, 1_000) : 0);
    }

    private static long tenThousandths(FeeLine line) {
        if (line.selfpayProportion() != null) {
            return line.selfpayProportion().movePointRight(4).longValueExact();
        }
        if (line.listType().equals("301") && line.procured()) {
            return 0;
        }
        if (line.listType().equals("301") && line.price().compareTo(BigDecimal.valueOf(1000)) > 0) {
            return 2_500;
        }
        return line.equipment() || line.level().equals("02") ? 2_000 : 0;
    }

    private int tier() {
        return Math.max(1, Integer.parseInt(request.institution().tier()));
    }

    private boolean isVeteran() {
        return request.patient().marks().contains("PRE1949");
    }

    private boolean isRetired() {
        return request.patient().psnType().startsWith("12");
    }

    private void outpatient() {
        long whole = new long[] {0, 30_000, 60_000, 100_000}[tier()];
        deductible = Math.min(inscp, Math.max(0, whole - cum("OPT_DEDC")));
        long percent = tier() == 3 ? 50 : 70;
        percent += isVeteran() ? 10 : isRetired() ? 5 : 0;
        percent -= request.place() == Place.OUTSIDE && !request.placeRegistered() ? 10 : 0;
        long raw = share(inscp - deductible, percent * 100);
        pool = Math.min(raw, Math.max(0, 600_000 - cum("OPT_PAY")));
        secondary(inscp - pool + classB);
    }

    private void inpatient() {
        long whole = new long[] {0, 30_000, 50_000, 80_000}[tier()];
        long admissions = cum("IPT_COUNT");
        long due = admissions == 0 ? whole : admissions == 1 ? whole / 2 : 0;
        deductible = Math.min(inscp, due);
        long percent = new long[] {0, 90, 85, 80}[tier()] + (isVeteran() || isRetired() ? 5 : 0);
        long base = inscp - deductible;
        long raw = share(base, percent * 100);
        pool = Math.min(raw, Math.max(0, 20_000_000 - cum("POOL_PAY")));
        if (pool != raw) {
            long used =
                    rounded(BigInteger.valueOf(pool).multiply(BigInteger.valueOf(100)), BigInteger.valueOf(percent));
            overcap = Math.min(share(base - used, 9_000), Math.max(0, 40_000_000 - cum("OVERCAP_PAY")));
        }
        long burden = inscp - pool - overcap + classB;
        secondary(burden);
        aid(burden - secondary);
    }

    private void secondary(long burden) {
        long before = cum("BURDEN");
        secondary = above(before + burden, 600_000, 6_000) - above(before, 600_000, 6_000);
    }

    private void aid(long base) {
        var marks = request.patient().marks();
        boolean poorest = marks.contains("TEKUN") || marks.contains("DIBAO");
        long threshold;
        if (poorest || marks.contains("FANPIN")) {
            threshold = 0;
        } else if (marks.contains("LOWINCOME")) {
            threshold = 430_560;
        } else if (marks.contains("ILLNESS_POOR")) {
            threshold = 1_076_400;
        } else {
            return;
        }
        long ratio = poorest ? 7_000 : 6_500;
        long before = cum("AID_BASE");
        long due = above(before + base, threshold, ratio) - above(before, threshold, ratio);
        aid = Math.min(due, Math.max(0, 1_000_000 - cum("AID_PAY")));
    }

    private long cum(String code) {
        return request.cum().value(code);
    }

    private static long above(long x, long threshold, long tenThousandths) {
        return share(Math.max(0, x - threshold), tenThousandths);
    }

    private static long share(long fen, long tenThousandths) {
        return rounded(
                BigInteger.valueOf(fen).multiply(BigInteger.valueOf(tenThousandths)), BigInteger.valueOf(10_000));
    }

    /** The fraction rounded half up; it is not negative. */
    private static long rounded(BigInteger numerator, BigInteger denominator) {
        if (numerator.compareTo(ZERO) < 0) {
            throw new IllegalArgumentException("negative");
        }
        return numerator
                .multiply(TWO)
                .add(denominator)
                .divide(denominator.multiply(TWO))
                .longValueExact();
    }

    long deductible() {
        return deductible;
    }
}
