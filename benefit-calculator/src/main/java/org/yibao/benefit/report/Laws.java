package org.yibao.benefit.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.DatedValue;

/** The laws a page has named, each with the number it is referred to by. */
final class Laws {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** Such as {@code [3]}. */
    String mark(String law) {
        return "[" + numbers.computeIfAbsent(law, each -> numbers.size() + 1) + "]";
    }

    String mark(DatedValue dated) {
        return mark(of(dated));
    }

    /** The source of a value, the bundle it stands in, and why it stands where others would not. */
    static String of(DatedValue dated) {
        StringBuilder law = new StringBuilder(Words.of("law", dated.source(), Words.bundle(dated.bundle())));
        if (dated.knownSince().isAfter(dated.from())) {
            law.append(Words.of("law.known-since", dated.knownSince().toString()));
        }
        if (dated.overrides() != null) {
            law.append(Words.of("law.overrides", dated.overrides()));
        }
        if (dated.beyondBound() != null) {
            law.append(Words.of("law.beyond-bound", dated.beyondBound()));
        }
        return law.toString();
    }

    void write(Page.Writer page) {
        if (!numbers.isEmpty()) {
            page.section(Words.of("section.laws"));
            numbers.forEach((law, number) -> page.item("[" + number + "]", law));
        }
    }
}
