package org.yibao.benefit.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.AccountRules;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Fund;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.Member;
import org.yibao.benefit.policy.Structure.NoticeRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.policy.Structure.Scheme;
import org.yibao.benefit.policy.Structure.Total;

/** Reads the structure: funds, accumulators, classes, line rules, layers, schemes, accounts, notices. */
final class StructureYaml {
    private final YamlTable root;

    StructureYaml(YamlTable root) {
        this.root = root.allow(
                "funds", "accumulators", "tiers", "classes", "lines", "layers", "schemes", "accounts", "notices");
    }

    Structure read() {
        return new Structure(
                funds(), accumulators(), tiers(), classes(), lineRules(), schemes(layers()), accounts(), notices());
    }

    private Map<String, Fund> funds() {
        Map<String, Fund> funds = new LinkedHashMap<>();
        for (YamlTable table : root.tables("funds")) {
            table.allow("type", "title", "total");
            Fund fund = new Fund(table.text("type"), table.text("title"), total(table));
            if (funds.put(fund.type(), fund) != null) {
                table.defects().add(table.origin("type"), "key-twice", fund.type());
            }
        }
        return funds;
    }

    private static Total total(YamlTable table) {
        String code = table.text("total");
        for (Total total : Total.values()) {
            if (total.name().toLowerCase(Locale.ROOT).equals(code)) {
                return total;
            }
        }
        if (table.has("total")) {
            table.defects().add(table.origin("total"), "total-unknown", code);
        }
        return Total.OTH;
    }

    private Map<String, Accumulator> accumulators() {
        Map<String, Accumulator> accumulators = new LinkedHashMap<>();
        YamlTable all = root.table("accumulators");
        for (String code : all.names()) {
            YamlTable table = all.table(code).allow("unit", "title");
            String unit = table.text("unit");
            if (!unit.equals("yuan") && !unit.equals("count")) {
                table.defects().add(table.origin("unit"), "accumulator-unit-unknown", unit);
            }
            accumulators.put(code, new Accumulator(table.origin(), code, table.text("title"), unit.equals("count")));
        }
        return accumulators;
    }

    private Map<String, String> tiers() {
        Map<String, String> tiers = new LinkedHashMap<>();
        YamlTable table = root.optionalTable("tiers");
        if (table != null) {
            table.names().forEach(tier -> tiers.put(tier, table.text(tier)));
        }
        return tiers;
    }

    private List<Classification> classes() {
        List<Classification> classes = new ArrayList<>();
        YamlTable table = root.optionalTable("classes");
        if (table != null) {
            for (String name : table.names()) {
                List<Member> members = new ArrayList<>();
                table.tables(name).forEach(member -> members.add(member(member)));
                classes.add(new Classification(name, members));
            }
        }
        return classes;
    }

    private static Member member(YamlTable table) {
        table.allow("name", "title", "when");
        return new Member(table.origin(), table.text("name"), table.text("title"), ConditionYaml.read(table, "when"));
    }

    private List<LineRule> lineRules() {
        List<LineRule> rules = new ArrayList<>();
        for (YamlTable table : root.tables("lines")) {
            table.allow("id", "title", "when", "selfpay", "source");
            String selfpay = table.text("selfpay");
            rules.add(new LineRule(
                    table.origin(),
                    table.text("id"),
                    table.text("title"),
                    ConditionYaml.read(table, "when"),
                    selfpay.equals(ValueYaml.NONE) ? null : selfpay,
                    table.text("source")));
        }
        return rules;
    }

    private Map<String, Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        YamlTable table = root.table("layers");
        table.names().forEach(id -> layers.put(id, LayerYaml.read(id, table.table(id))));
        return layers;
    }

    private List<Scheme> schemes(Map<String, Layer> layers) {
        List<Scheme> schemes = new ArrayList<>();
        YamlTable all = root.table("schemes");
        for (String id : all.names()) {
            YamlTable table = all.table(id).allow("title", "when", "tier", "out_of_area", "layers");
            schemes.add(new Scheme(
                    table.origin(),
                    id,
                    table.text("title"),
                    ConditionYaml.read(table, "when"),
                    byPrescriber(table),
                    outOfArea(table.optionalTable("out_of_area")),
                    layersOf(table, layers)));
        }
        return schemes;
    }

    private static boolean byPrescriber(YamlTable table) {
        String tier = table.optionalText("tier");
        if (tier != null && !tier.equals("prescriber")) {
            table.defects().add(table.origin("tier"), "tier-unknown", tier);
        }
        return tier != null;
    }

    private static @Nullable OutOfArea outOfArea(@Nullable YamlTable table) {
        if (table == null) {
            return null;
        }
        table.allow("when", "selfpay");
        return new OutOfArea(ConditionYaml.read(table, "when"), table.text("selfpay"));
    }

    private static List<Layer> layersOf(YamlTable scheme, Map<String, Layer> layers) {
        if (!scheme.has("layers")) {
            scheme.defects().add(scheme.origin(), "key-missing", "layers");
        }
        List<Layer> chosen = new ArrayList<>();
        for (String id : scheme.texts("layers")) {
            Layer layer = layers.get(id);
            if (layer == null) {
                scheme.defects().add(scheme.origin("layers"), "layer-unknown", id);
            } else {
                chosen.add(layer);
            }
        }
        return chosen;
    }

    private AccountRules accounts() {
        YamlTable table = root.table("accounts").allow("own_when", "family", "source");
        return new AccountRules(
                table.origin(),
                ConditionYaml.read(table, "own_when"),
                Set.copyOf(table.texts("family")),
                table.text("source"));
    }

    private List<NoticeRule> notices() {
        List<NoticeRule> notices = new ArrayList<>();
        for (YamlTable table : root.tables("notices")) {
            table.allow("code", "when", "text");
            notices.add(new NoticeRule(
                    table.origin(), table.text("code"), ConditionYaml.read(table, "when"), table.text("text")));
        }
        return notices;
    }
}
