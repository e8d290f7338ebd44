package org.yibao.benefit.impact;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.yibao.benefit.Wording;
import org.yibao.benefit.impact.Impact.Difference;
import org.yibao.benefit.impact.Impact.Paid;
import org.yibao.benefit.impact.Impact.Sums;
import org.yibao.benefit.impact.Impact.Verdict;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.Expectation;

/** An impact as a page in Chinese. */
public final class ImpactPage {
    private static final Wording WORDS = Wording.load("org.yibao.benefit.impact.words");
    private static final int FEN_DIGITS = 2;

    private final Impact impact;
    private final Page.Writer page = new Page.Writer(WORDS.of("title"));

    private ImpactPage(Impact impact) {
        this.impact = impact;
    }

    /** @param remarks sentences for the top of the page: what was compared, and who signed it */
    public static Page of(Impact impact, List<String> remarks) {
        ImpactPage written = new ImpactPage(impact);
        remarks.forEach(written.page::item);
        written.counts();
        written.sums();
        written.largest();
        written.expectations();
        return written.page.page();
    }

    private void counts() {
        page.section(WORDS.of("section.counts"));
        page.paragraph(WORDS.of("counts", number(impact.requests()), number(impact.changed())));
        codes("refused", impact.refused());
        codes("answered", impact.answered());
        codes("otherwise", impact.refusedOtherwise());
    }

    private void codes(String key, SortedMap<String, Long> codes) {
        codes.forEach((code, count) -> page.item(WORDS.of(key, number(count), code)));
    }

    private void sums() {
        page.section(WORDS.of("section.sums"));
        List<List<String>> rows = new ArrayList<>();
        impact.schemes().forEach((id, sums) -> rows.add(row(sums.title(), sums)));
        rows.add(row(WORDS.of("all"), impact.total()));
        page.table(
                WORDS.of("sums.caption"),
                List.of(
                        WORDS.of("scheme"),
                        WORDS.of("requests"),
                        WORDS.of("changed"),
                        WORDS.of("funds"),
                        WORDS.of("person"),
                        WORDS.of("cash")),
                rows);
        impact.schemes().forEach((id, sums) -> moved(sums.title(), sums));
        moved(WORDS.of("all"), impact.total());
    }

    private static List<String> row(String title, Sums sums) {
        Paid more = sums.difference();
        return List.of(
                title,
                number(sums.requests()),
                number(sums.changed()),
                signed(more.funds()),
                signed(more.person()),
                signed(more.cash()));
    }

    private void moved(String title, Sums sums) {
        if (sums.changed() > 0) {
            page.item(WORDS.of("moved", title, paid(sums.before()), paid(sums.after())));
        }
    }

    private static String paid(Paid paid) {
        return WORDS.of("paid", yuan(paid.funds()), yuan(paid.person()), yuan(paid.cash()));
    }

    private void largest() {
        if (impact.largest().isEmpty()) {
            return;
        }
        page.section(WORDS.of("section.largest"));
        for (Difference each : impact.largest()) {
            page.item(WORDS.of("largest", number(each.line()), each.scheme(), paid(each.before()), paid(each.after())));
        }
    }

    private void expectations() {
        page.section(WORDS.of("section.expectations"));
        if (impact.expectations().isEmpty()) {
            page.paragraph(WORDS.of("expectations.none"));
        }
        for (Verdict each : impact.expectations()) {
            page.item(WORDS.of(
                    each.holds() ? "holds" : "broken",
                    each.expectation().title(),
                    each.bundle(),
                    allowed(each.expectation()),
                    number(each.requests()),
                    number(each.changes()),
                    signed(each.fundChange())));
        }
    }

    private static String allowed(Expectation expectation) {
        List<String> words = new ArrayList<>();
        Integer most = expectation.changesMax();
        if (most != null) {
            words.add(WORDS.of("allowed.changes", most.toString()));
        }
        Expectation.FundChange range = expectation.fundChange();
        if (range != null) {
            words.add(WORDS.of(
                    "allowed.funds", range.min().toString(), range.max().toString()));
        }
        return String.join(WORDS.of("join.comma"), words);
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    private static String yuan(BigDecimal yuan) {
        return yuan.setScale(FEN_DIGITS).toPlainString();
    }

    private static String signed(BigDecimal yuan) {
        return (yuan.signum() > 0 ? "+" : "") + yuan(yuan);
    }
}
