package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.Accounts;
import org.yibao.benefit.certificate.check.Basis.BillLine;
import org.yibao.benefit.certificate.check.Basis.LayerRule;
import org.yibao.benefit.certificate.check.Basis.LineRule;
import org.yibao.benefit.certificate.check.Basis.Member;
import org.yibao.benefit.certificate.check.Basis.OutOfArea;
import org.yibao.benefit.certificate.check.Basis.OwnAccount;
import org.yibao.benefit.certificate.check.Basis.Parameter;
import org.yibao.benefit.certificate.check.Basis.Scheme;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Reads what a certificate starts from. */
final class BasisReader {
    /** Most lines of a bill. */
    static final int LINES_MAX = 500;

    private static final Set<String> STANDINGS = Set.of("IN_FORCE", "DRAFT", "DEMO");
    private static final Set<String> LEVELS = Set.of("01", "02", "03");
    private static final Set<String> FLAGS = Set.of("000", "001", "010", "011", "100", "101", "110", "111");

    private final Cursor in;
    private final ConditionReader conditions;
    private final VisitFacts facts = new VisitFacts();
    private final Set<String> known = new HashSet<>();
    private int end;

    BasisReader(Cursor in) {
        this.in = in;
        this.conditions = new ConditionReader(in);
    }

    Basis read() throws IOException, Malformed {
        in.beginObject();
        LocalDate day = in.field("day").day();
        Map<String, String> bundles = bundles();
        facts();
        Map<String, Long> cum = cum();
        Scheme scheme = scheme();
        Map<String, List<Member>> classes = classes();
        List<LineRule> lineRules = lineRules();
        List<LayerRule> layers = new LayerReader(in, conditions).layers();
        Map<String, String> funds = funds();
        Map<String, Parameter> parameters = parameters();
        Accounts accounts = accounts();
        List<BillLine> lines = lines();
        end = in.end();
        in.endObject();
        requireAskedAndKnownAgree(cum, classes);
        return new Basis(
                day,
                bundles,
                facts,
                cum,
                scheme,
                classes,
                lineRules,
                layers,
                funds,
                parameters,
                accounts,
                lines,
                conditions.asked(),
                conditions.control());
    }

    /** Where the basis ended, in characters, once it is read. */
    int end() {
        return end;
    }

    /** A fact that nobody asks for has no place here, nor a question without an answer. */
    private void requireAskedAndKnownAgree(Map<String, Long> cum, Map<String, List<Member>> classes) throws Malformed {
        Set<String> asked = new HashSet<>(conditions.asked());
        asked.removeAll(VisitFacts.OF_LINES);
        for (String name : known) {
            if (!asked.remove(name)) {
                throw new Malformed(Fault.NAME, "/basis/facts/" + name);
            }
        }
        for (String name : classes.keySet()) {
            if (!asked.remove(name)) {
                throw new Malformed(Fault.NAME, "/basis/classes/" + name);
            }
        }
        asked.removeAll(cum.keySet());
        if (!asked.isEmpty()) {
            throw new Malformed(Fault.NAME, "/basis/facts/" + asked.iterator().next());
        }
    }

    private Map<String, String> bundles() throws IOException, Malformed {
        Map<String, String> bundles = new LinkedHashMap<>();
        in.field("bundles").beginArray();
        while (!in.atEnd()) {
            in.beginArray();
            in.require(!bundles.containsKey(in.textHere()), Fault.TWICE);
            String id = in.text();
            in.text();
            bundles.put(id, in.oneOf(STANDINGS));
            in.text();
            in.endArray();
        }
        in.endArray();
        return bundles;
    }

    private void facts() throws IOException, Malformed {
        in.field("facts").beginObject();
        String last = null;
        while (!in.atEnd()) {
            last = risingName(last);
            known.add(last);
            if (in.atArray()) {
                facts.put(last, conditions.texts());
            } else {
                facts.put(last, conditions.number());
            }
        }
        in.endObject();
    }

    private String risingName(@Nullable String last) throws IOException, Malformed {
        String name = in.name();
        in.require(last == null || last.compareTo(name) < 0, Fault.ORDER);
        return name;
    }

    private Map<String, Long> cum() throws IOException, Malformed {
        Map<String, Long> cum = new LinkedHashMap<>();
        in.field("cum").beginObject();
        String last = null;
        while (!in.atEnd()) {
            last = risingName(last);
            in.require(!known.contains(last), Fault.TWICE);
            long value = in.amount();
            cum.put(last, value);
            facts.put(last, BigDecimal.valueOf(value));
        }
        in.endObject();
        return cum;
    }

    private Scheme scheme() throws IOException, Malformed {
        in.field("scheme").beginObject();
        String id = in.field("id").text();
        Condition when = conditions.when();
        OutOfArea outOfArea = null;
        if (!in.field("out_of_area").skippedNull()) {
            in.beginObject();
            outOfArea = new OutOfArea(conditions.when(), in.field("selfpay").text());
            in.endObject();
        }
        in.endObject();
        return new Scheme(id, when, outOfArea);
    }

    private Map<String, List<Member>> classes() throws IOException, Malformed {
        Map<String, List<Member>> classes = new LinkedHashMap<>();
        in.field("classes").beginObject();
        while (!in.atEnd()) {
            String name = in.name();
            in.require(!known.contains(name) && !classes.containsKey(name), Fault.TWICE);
            List<Member> members = new ArrayList<>();
            in.beginArray();
            while (!in.atEnd()) {
                in.beginObject();
                members.add(new Member(in.field("name").text(), conditions.when()));
                in.endObject();
            }
            in.endArray();
            classes.put(name, members);
        }
        in.endObject();
        return classes;
    }

    private List<LineRule> lineRules() throws IOException, Malformed {
        List<LineRule> rules = new ArrayList<>();
        in.field("line_rules").beginArray();
        while (!in.atEnd()) {
            in.beginObject();
            String id = in.field("id").text();
            Condition when = conditions.when();
            rules.add(new LineRule(id, when, in.field("selfpay").textOrNull()));
            in.field("law").text();
            in.endObject();
        }
        in.endArray();
        return rules;
    }

    private Map<String, String> funds() throws IOException, Malformed {
        Map<String, String> funds = new LinkedHashMap<>();
        in.field("funds").beginArray();
        while (!in.atEnd()) {
            in.beginArray();
            in.require(!funds.containsKey(in.textHere()), Fault.TWICE);
            funds.put(in.text(), in.oneOf(TotalFigures.FUND_TOTALS));
            in.endArray();
        }
        in.endArray();
        return funds;
    }

    private Map<String, Parameter> parameters() throws IOException, Malformed {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        in.field("parameters").beginArray();
        while (!in.atEnd()) {
            in.beginObject();
            in.field("name");
            in.require(!parameters.containsKey(in.textHere()), Fault.TWICE);
            String name = in.text();
            Basis.Value value = new ValueReader(in).value();
            Condition when = conditions.when();
            LocalDate from = in.field("from").day();
            LocalDate until = in.field("until").skippedNull() ? null : in.day();
            in.field("law").text();
            String bundle = in.field("bundle").text();
            in.endObject();
            parameters.put(name, new Parameter(parameters.size(), name, value, when, from, until, bundle));
        }
        in.endArray();
        return parameters;
    }

    private Accounts accounts() throws IOException, Malformed {
        in.field("accounts").beginObject();
        Condition ownWhen = conditions.condition("own_when");
        OwnAccount own = null;
        if (!in.field("own").skippedNull()) {
            in.beginArray();
            own = new OwnAccount(in.flag(), in.amount());
            in.endArray();
        }
        Set<String> relations = relations();
        List<Long> family = new ArrayList<>();
        in.field("family").beginArray();
        while (!in.atEnd()) {
            in.beginArray();
            in.require(relations.contains(in.textHere()), Fault.NAME);
            in.next();
            family.add(in.amount());
            in.endArray();
        }
        in.endArray();
        in.field("law").text();
        in.endObject();
        return new Accounts(ownWhen, own, family);
    }

    private Set<String> relations() throws IOException, Malformed {
        in.field("relations");
        return new HashSet<>(conditions.texts());
    }

    private List<BillLine> lines() throws IOException, Malformed {
        List<BillLine> lines = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        in.field("lines").beginArray();
        while (!in.atEnd()) {
            in.beginArray();
            in.require(lines.size() < LINES_MAX, Fault.ROWS);
            in.require(numbers.add(in.textHere()), Fault.TWICE);
            lines.add(new BillLine(
                    in.text(),
                    in.text(),
                    in.oneOf(LEVELS),
                    in.oneOf(FLAGS),
                    in.quantity(),
                    in.quantity(),
                    in.amount(),
                    in.skippedNull() ? null : in.ratio(),
                    in.skippedNull() ? null : in.quantity()));
            in.endArray();
        }
        in.require(!lines.isEmpty(), Fault.ROWS);
        in.endArray();
        return lines;
    }
}
