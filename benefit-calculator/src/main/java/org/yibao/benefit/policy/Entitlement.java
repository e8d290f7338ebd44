package org.yibao.benefit.policy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From when a person has benefits, for how long contributions must be paid, and what an account may pay.
 *
 * @param starts the first that holds decides
 * @param contributions the first that holds decides
 * @param uses by what is paid for
 */
public record Entitlement(List<Start> starts, List<Contribution> contributions, List<Use> uses) {
    public static final Entitlement EMPTY = new Entitlement(List.of(), List.of(), List.of());

    public Entitlement {
        starts = List.copyOf(starts);
        contributions = List.copyOf(contributions);
        uses = List.copyOf(uses);
    }

    /** @param waiting the parameter with the months to wait; null unless benefits begin after waiting */
    public record Start(
            Clause clause, Begins begins, @Nullable String waiting) {}

    /** The day from which benefits are had, seen from the day of payment. */
    public enum Begins {
        /** That day. */
        PAYMENT_DAY,
        /** The first day of the month after it. */
        NEXT_MONTH,
        /** 1 January of the year after it. */
        NEXT_YEAR,
        /** A number of months after it. */
        AFTER_WAITING
    }

    /** @param years the parameter with the years for which contributions must be paid */
    public record Contribution(Clause clause, String years) {}

    /**
     * Whether the account of a person who meets the clause may pay for what the clause's id names.
     *
     * @param relations for whom it may pay, seen from the owner; empty when it may never pay this
     */
    public record Use(Clause clause, Set<String> relations) {
        public Use {
            relations = Set.copyOf(relations);
        }
    }
}
