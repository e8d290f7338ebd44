package org.yibao.benefit.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Dimension;
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
    private static final Pattern NONE = Pattern.compile(ValueYaml.NONE);
    private static final Pattern OWN_PROPORTION = Pattern.compile("selfpay_prop");
    private static final Pattern FUND_TYPE = Pattern.compile("[0-9]{6}");

    private final YamlTable root;

    StructureYaml(YamlTable root) {
        this.root = root.allow(
                "funds",
                "accumulators",
                "tiers",
                "classes",
                "lines",
                "lines_otherwise",
                "layers",
                "schemes",
                "accounts",
                "notices");
    }

    Structure read() {
        return new Structure(
                funds(),
                accumulators(),
                tiers(),
                classes(),
                lineRules(),
                linesLeftOpen(),
                schemes(layers()),
                accounts(),
                notices());
    }

    private Map<String, Fund> funds() {
        Map<String, Fund> funds = new LinkedHashMap<>();
        for (YamlTable table : root.tables("funds")) {
            table.allow("type", "title", "total");
            table.requireForm("type", FUND_TYPE, "fund-type-invalid");
            Fund fund = new Fund(table.origin(), table.text("type"), table.text("title"), total(table));
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
            for (String tier : table.names()) {
                tiers.put(tier, table.text(tier));
                checkTier(table, tier, tier);
                checkTier(table, tier, tiers.get(tier));
            }
        }
        return tiers;
    }

    private static void checkTier(YamlTable table, String key, String tier) {
        if (!Dimension.TIER.allowed().contains(tier)) {
            table.defects().add(table.origin(key), "tier-code-unknown", tier);
        }
    }

    private List<Classification> classes() {
        List<Classification> classes = new ArrayList<>();
        YamlTable table = root.optionalTable("classes");
        if (table != null) {
            for (String name : table.names()) {
                classes.add(classification(table.requireEntries(name), name));
            }
        }
        return classes;
    }

    private static Classification classification(YamlTable parent, String name) {
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean leftOpen = false;
        for (YamlTable table : parent.tables(name)) {
            if (leftOpen) {
                table.defects().add(table.origin(), "otherwise-not-last");
            }
            if (table.has("otherwise")) {
                table.allow("otherwise").requireForm("otherwise", NONE, "otherwise-unknown");
                leftOpen = true;
            } else {
                members.add(member(table));
                requireOnce(names, table, "name");
            }
        }
        return new Classification(parent.origin(name), name, members, leftOpen);
    }

    /** Notes a text that an earlier entry of the same list already has under that key. */
    private static void requireOnce(Set<String> seen, YamlTable table, String key) {
        String text = table.optionalText(key);
        if (text != null && !seen.add(text)) {
            table.defects().add(table.origin(key), "key-twice", text);
        }
    }

    private static Member member(YamlTable table) {
        table.allow("name", "title", "when");
        return new Member(table.origin(), table.text("name"), table.text("title"), ConditionYaml.read(table, "when"));
    }

    private List<LineRule> lineRules() {
        List<LineRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlTable table : root.tables("lines")) {
            requireOnce(ids, table, "id");
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

    private boolean linesLeftOpen() {
        root.requireForm("lines_otherwise", OWN_PROPORTION, "lines-otherwise-unknown");
        return root.has("lines_otherwise");
    }

    private Map<String, Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        YamlTable table = root.table("layers");
        table.names()
                .forEach(id -> layers.put(id, LayerYaml.read(id, table.table(id).requireEntries("cap"))));
        return layers;
    }

    private List<Scheme> schemes(Map<String, Layer> layers) {
        List<Scheme> schemes = new ArrayList<>();
        Set<String> used = new HashSet<>();
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
                    layersOf(table, layers, used)));
        }
        for (Layer layer : layers.values()) {
            if (!used.contains(layer.label().id())) {
                root.defects()
                        .add(
                                layer.label().origin(),
                                "layer-unused",
                                layer.label().id());
            }
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

    private static List<Layer> layersOf(YamlTable scheme, Map<String, Layer> layers, Set<String> used) {
        if (!scheme.has("layers")) {
            scheme.defects().add(scheme.origin(), "key-missing", "layers");
        }
        List<Layer> chosen = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (String id : scheme.texts("layers")) {
            Layer layer = layers.get(id);
            used.add(id);
            if (layer == null) {
                scheme.defects().add(scheme.origin("layers"), "layer-unknown", id);
            } else if (!listed.add(id)) {
                scheme.defects().add(scheme.origin("layers"), "layer-twice", id);
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
                table.isText("own_when") ? nobody(table) : ConditionYaml.read(table, "own_when"),
                Set.copyOf(table.texts("family", AccountRules.RELATIONS)),
                table.text("source"));
    }

    private static Condition nobody(YamlTable table) {
        table.text("own_when");
        table.requireForm("own_when", NONE, "own-when-unknown");
        return Condition.NEVER;
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
