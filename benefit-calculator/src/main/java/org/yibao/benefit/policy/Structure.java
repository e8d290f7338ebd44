package org.yibao.benefit.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a city's figures are put together.
 *
 * @param funds by type, in the order of the answer's rows
 * @param accumulators by code
 * @param tiers how an institution's tier is read, such as 0 as 1; a tier not named is read as it is
 * @param classes in the order in which they are decided
 * @param lineRules the first that holds gives a line's first self-pay
 * @param linesLeftOpen whether lines may meet no rule, which then must bring their own {@code selfpay_prop}
 * @param schemes no two may hold for one visit
 */
public record Structure(
        Map<String, Fund> funds,
        Map<String, Accumulator> accumulators,
        Map<String, String> tiers,
        List<Classification> classes,
        List<LineRule> lineRules,
        boolean linesLeftOpen,
        List<Scheme> schemes,
        AccountRules accounts,
        List<NoticeRule> notices) {

    public static final Structure EMPTY = new Structure(
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            false,
            List.of(),
            new AccountRules(new Origin("", 1, ""), Condition.ALWAYS, Set.of(), ""),
            List.of());

    public Structure {
        funds = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(funds));
        accumulators = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(accumulators));
        tiers = Map.copyOf(tiers);
        classes = List.copyOf(classes);
        lineRules = List.copyOf(lineRules);
        schemes = List.copyOf(schemes);
        notices = List.copyOf(notices);
    }

    /** Every layer that a scheme lists, once. */
    Collection<Layer> layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (Scheme scheme : schemes) {
            scheme.layers().forEach(layer -> layers.putIfAbsent(layer.label().id(), layer));
        }
        return layers.values();
    }

    public String tier(String institutionTier) {
        return tiers.getOrDefault(institutionTier, institutionTier);
    }

    /** The tiers that an institution can have after the mapping. */
    Set<String> tiersInUse() {
        return Dimension.TIER.allowed().stream().map(this::tier).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Which total of the answer a fund's payments are added to. */
    public enum Total {
        HIFP,
        CVLSERV,
        HIFES,
        HIFMI,
        HIFOB,
        MAF,
        OTH
    }

    /** @param type {@code fund_pay_type}, six digits */
    public record Fund(Origin origin, String type, String title, Total total) {}

    /** @param counts whether it holds a count; else it holds fen */
    public record Accumulator(Origin origin, String code, String title, boolean counts) {}

    /**
     * A dimension whose value is the first member that holds.
     *
     * @param leftOpen whether a visit may belong to no member
     */
    public record Classification(Origin origin, String name, List<Member> members, boolean leftOpen) {
        public Classification {
            members = List.copyOf(members);
        }

        public Optional<Member> of(Facts facts) {
            for (Member member : members) {
                if (member.when().holds(facts)) {
                    return Optional.of(member);
                }
            }
            return Optional.empty();
        }
    }

    public record Member(Origin origin, String name, String title, Condition when) {}

    /** @param selfpay the parameter that holds the ratio; null when such lines have no first self-pay */
    public record LineRule(
            Origin origin,
            String id,
            String title,
            Condition when,
            @Nullable String selfpay,
            String source) {}

    /** First self-pay added to every line of a stay out of area. */
    public record OutOfArea(Condition when, String selfpay) {}

    /** @param byPrescriber the prescriber's tier decides, not the institution's */
    public record Scheme(
            Origin origin,
            String id,
            String title,
            Condition when,
            boolean byPrescriber,
            @Nullable OutOfArea outOfArea,
            List<Layer> layers) {
        public Scheme {
            layers = List.copyOf(layers);
        }
    }

    /**
     * @param ownWhen whose own account may pay
     * @param relations whose accounts may pay for a family member
     */
    public record AccountRules(Origin origin, Condition ownWhen, Set<String> relations, String source) {
        /** The relations that the quote contract knows. */
        public static final Set<String> RELATIONS = Set.of("SPOUSE", "PARENT", "CHILD");

        public AccountRules {
            relations = Set.copyOf(relations);
        }
    }

    public record NoticeRule(Origin origin, String code, Condition when, String text) {}
}
