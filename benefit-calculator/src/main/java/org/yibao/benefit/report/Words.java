package org.yibao.benefit.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Wording;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Unit;
import org.yibao.benefit.policy.Value;

/** The words of this package's pages. */
final class Words {
    private static final Wording WORDING = Wording.load("org.yibao.benefit.report.words");

    private Words() {}

    static String of(String key, String... arguments) {
        return WORDING.of(key, arguments);
    }

    /** The word for a code of the quote contract; the code itself when it has none, such as a bundle's own. */
    static String code(String dimension, String code) {
        return WORDING.find("code." + dimension + "." + code).orElse(code);
    }

    static String dimension(String dimension) {
        return WORDING.find("dimension." + dimension).orElse(dimension);
    }

    static String list(List<String> words) {
        return String.join(of("join.and"), words);
    }

    static String clauses(List<String> words) {
        return String.join(of("join.clauses"), words);
    }

    static String days(LocalDate from, @Nullable LocalDate until) {
        if (from.equals(LocalDate.MIN)) {
            return until == null ? of("days.all") : of("days.until", until.toString());
        }
        return until == null ? of("days.open", from.toString()) : of("days", from.toString(), until.toString());
    }

    static String unit(Unit unit) {
        return of("unit." + unit.code());
    }

    /** A value with its unit. */
    static String value(Value value) {
        if (value instanceof Value.Money || value instanceof Value.UpTo) {
            return of("yuan", value.toString());
        }
        if (value instanceof Value.Points points) {
            int side = points.rate().value().signum();
            String number = points.rate()
                    .value()
                    .abs()
                    .movePointRight(2)
                    .stripTrailingZeros()
                    .toPlainString();
            return side == 0 ? of("points.none") : of(side > 0 ? "points.more" : "points.less", number);
        }
        return value.toString();
    }

    /** The mark of values and bundles that are not in force; empty for those that are. */
    static String mark(PolicyReference.Status status) {
        return of("mark." + status.name());
    }

    /** The same beside a figure. */
    static String shortMark(PolicyReference.Status status) {
        return of("short." + status.name());
    }

    static String marked(DatedValue dated) {
        return value(dated.value()) + shortMark(dated.bundle().status());
    }

    static String bundle(PolicyReference reference) {
        return of("bundle", reference.id(), reference.version()) + mark(reference.status());
    }
}
