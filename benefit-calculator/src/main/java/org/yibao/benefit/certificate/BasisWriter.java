package org.yibao.benefit.certificate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Criterion;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.AccountRules;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Fund;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.policy.Value;
import org.yibao.benefit.split.Derivation;

/** Writes what a calculation starts from: the inputs, the rules and the dated values. */
final class BasisWriter {
    private static final int FEN_DIGITS = 2;

    private final Derivation derivation;
    private final Structure structure;
    private final RuleExcerpt rules;
    private final ControlTotals control;
    private final CompactJson json = new CompactJson();

    BasisWriter(Derivation derivation, RuleExcerpt rules, ControlTotals control) {
        this.derivation = derivation;
        this.structure = derivation.book().structure();
        this.rules = rules;
        this.control = control;
    }

    byte[] write() {
        json.object();
        json.name("day").value(derivation.request().begntime().toLocalDate().toString());
        bundles();
        facts();
        cum();
        scheme();
        classes();
        lineRules();
        layers();
        funds();
        parameters();
        accounts();
        lines();
        json.endObject();
        return json.bytes();
    }

    private void bundles() {
        json.array("bundles");
        for (PolicyReference bundle : derivation.book().references()) {
            json.array().value(bundle.id()).value(bundle.version());
            json.value(bundle.status().name()).value(bundle.digest()).endArray();
        }
        json.endArray();
    }

    private void facts() {
        Facts visit = derivation.facts();
        json.object("facts");
        for (String name : rules.facts()) {
            json.name(name);
            if (Dimension.parse(name).map(Dimension::isNumber).orElse(false)) {
                number(visit.number(name));
            } else {
                texts(told(visit.texts(name), rules.tellable(name)));
            }
        }
        json.endObject();
    }

    private static Set<String> told(Set<String> values, @Nullable Set<String> tellable) {
        Set<String> told = new TreeSet<>(values);
        if (tellable != null) {
            told.retainAll(tellable);
        }
        return told;
    }

    private void number(@Nullable BigDecimal number) {
        if (number != null) {
            control.take(number);
        }
        json.value(number);
    }

    private void texts(Set<String> values) {
        json.array();
        new TreeSet<>(values).forEach(json::value);
        json.endArray();
    }

    private void cum() {
        json.object("cum");
        for (String code : rules.accumulators()) {
            json.name(code).value(derivation.request().cum().value(code));
        }
        json.endObject();
    }

    private void scheme() {
        OutOfArea outOfArea = derivation.scheme().outOfArea();
        json.object("scheme").name("id").value(derivation.scheme().id());
        when(derivation.scheme().when());
        json.name("out_of_area");
        if (outOfArea == null) {
            json.value((String) null);
        } else {
            json.object();
            when(outOfArea.when());
            json.name("selfpay").value(outOfArea.selfpay()).endObject();
        }
        json.endObject();
    }

    private void when(Condition condition) {
        condition("when", condition);
    }

    private void condition(String name, Condition condition) {
        json.object(name);
        for (Map.Entry<String, Criterion> test : condition.tests().entrySet()) {
            json.name(test.getKey());
            if (test.getValue() instanceof Criterion.AnyOf any) {
                texts(any.values());
            } else {
                range(test.getKey(), (Criterion.Range) test.getValue());
            }
        }
        json.endObject();
    }

    private void range(String dimension, Criterion.Range range) {
        Structure.Accumulator accumulator = structure.accumulators().get(dimension);
        boolean money = accumulator != null && !accumulator.counts();
        json.object().name(range.above() ? "above" : "from");
        number(money ? range.from().movePointRight(FEN_DIGITS) : range.from());
        BigDecimal to = range.to();
        if (to != null) {
            json.name("to");
            number(money ? to.movePointRight(FEN_DIGITS) : to);
        }
        json.endObject();
    }

    private void classes() {
        json.object("classes");
        for (Classification each : rules.classes()) {
            json.array(each.name());
            for (Structure.Member member : each.members()) {
                json.object().name("name").value(member.name());
                when(member.when());
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    private void lineRules() {
        json.array("line_rules");
        for (LineRule rule : rules.lineRules()) {
            json.object().name("id").value(rule.id());
            when(rule.when());
            json.name("selfpay").value(rule.selfpay());
            json.name("law").value(rule.source()).endObject();
        }
        json.endArray();
    }

    private void layers() {
        json.array("layers");
        for (Layer layer : derivation.scheme().layers()) {
            json.object().name("id").value(layer.label().id());
            when(layer.label().when());
            if (rules.isApplied(layer)) {
                layer.accept(new LayerWriter(json, this::condition));
            }
            json.endObject();
        }
        json.endArray();
    }

    private void funds() {
        json.array("funds");
        for (Fund fund : structure.funds().values()) {
            if (derivation.layers().stream()
                    .anyMatch(step -> fund.type().equals(step.layer().fund()))) {
                json.array().value(fund.type()).value(fund.total().name()).endArray();
            }
        }
        json.endArray();
    }

    private void parameters() {
        json.array("parameters");
        for (Found found : rules.parameters()) {
            DatedValue dated = found.dated();
            LocalDate until = dated.until();
            json.object().name("name").value(found.parameter().name());
            json.name("unit").value(found.parameter().unit().code());
            json.name("value");
            value(json, found.value());
            when(RuleExcerpt.condition(found));
            json.name("from").value(dated.from().toString());
            json.name("until").value(until == null ? null : until.toString());
            json.name("law").value(dated.source());
            json.name("bundle").value(dated.bundle().id()).endObject();
        }
        json.endArray();
    }

    /** Money in fen, ratios and points as decimals, no limit as null. */
    static void value(CompactJson json, Value value) {
        if (value instanceof Value.Money money) {
            json.value(money.amount());
        } else if (value instanceof Value.UpTo limit) {
            json.value(limit.amount());
        } else if (value instanceof Value.Ratio ratio) {
            json.value(ratio.rate().value());
        } else if (value instanceof Value.Points points) {
            json.value(points.rate().value());
        } else if (value instanceof Value.Bands bands) {
            json.array();
            for (Value.Band band : bands.bands()) {
                json.array();
                if (band.to() == null) {
                    json.value((String) null);
                } else {
                    json.value(band.to());
                }
                json.value(band.ratio().value()).endArray();
            }
            json.endArray();
        } else {
            json.value((String) null);
        }
    }

    private void accounts() {
        AccountRules rule = structure.accounts();
        PersonalAccount account = derivation.request().account();
        json.object("accounts");
        condition("own_when", rule.ownWhen());
        json.name("own");
        if (rule.ownWhen().holds(derivation.facts())) {
            json.array().flag(account.used()).value(account.balance()).endArray();
        } else {
            json.value((String) null);
        }
        json.name("relations");
        texts(rule.relations());
        json.array("family");
        for (FamilyAccount each : account.family()) {
            json.array().value(each.relation()).value(each.balance()).endArray();
        }
        json.endArray().name("law").value(rule.source()).endObject();
    }

    private void lines() {
        json.array("lines");
        for (FeeLine line : derivation.request().lines()) {
            control.take(line);
            json.array().value(line.number()).value(line.listType()).value(line.level());
            json.value(flags(line)).value(line.count()).value(line.price()).value(line.amount());
            json.value(line.selfpayProportion()).value(line.priceCeiling()).endArray();
        }
        json.endArray();
    }

    private static String flags(FeeLine line) {
        return (line.procured() ? "1" : "0") + (line.equipment() ? "1" : "0") + (line.wellness() ? "1" : "0");
    }

    /** Writes a condition under a name. */
    @FunctionalInterface
    interface ConditionWriter {
        void write(String name, Condition condition);
    }
}
