package org.yibao.settlement.reconciliation;

import java.util.Comparator;

/**
 * What is reconciled by itself: {@code insutype}, {@code clr_type} and {@code setl_optins}, as the platform's answer to
 * each settlement named them.
 */
public record ClearingGroup(String insutype, String clearingType, String agency) implements Comparable<ClearingGroup> {
    /** Everything of a day together. */
    public static final ClearingGroup ALL = new ClearingGroup("", "", "");

    private static final Comparator<ClearingGroup> ORDER = Comparator.comparing(ClearingGroup::insutype)
            .thenComparing(ClearingGroup::clearingType)
            .thenComparing(ClearingGroup::agency);

    @Override
    public int compareTo(ClearingGroup other) {
        return ORDER.compare(this, other);
    }
}
