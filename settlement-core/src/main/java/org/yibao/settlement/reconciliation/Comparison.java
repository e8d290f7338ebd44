package org.yibao.settlement.reconciliation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what two lists of a day's rows do not hold alike. */
public final class Comparison {
    private Comparison() {}

    /**
     * Every message of either list is in the result exactly once, or agrees.
     *
     * @param here no message twice
     * @param there no message twice
     */
    public static List<Difference> of(List<StatementRow> here, List<StatementRow> there) {
        Map<String, StatementRow> held = new LinkedHashMap<>();
        there.forEach(row -> held.put(row.message(), row));
        List<StatementRow> onlyHere = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (StatementRow own : here) {
            StatementRow other = held.remove(own.message());
            if (other == null) {
                onlyHere.add(own);
            } else if (!own.agrees(other)) {
                differences.add(new Difference(Difference.Kind.AMOUNTS_DIFFER, own, other));
            }
        }
        List<StatementRow> onlyThere = List.copyOf(held.values());
        Set<String> salesHere = salesOf(onlyHere);
        Set<String> salesThere = salesOf(onlyThere);
        for (StatementRow row : onlyHere) {
            differences.add(new Difference(oneSided(row, salesHere, Difference.Kind.ONLY_HERE), row, null));
        }
        for (StatementRow row : onlyThere) {
            differences.add(new Difference(oneSided(row, salesThere, Difference.Kind.ONLY_THERE), null, row));
        }
        return List.copyOf(differences);
    }

    private static Set<String> salesOf(List<StatementRow> rows) {
        Set<String> visits = new HashSet<>();
        rows.stream().filter(row -> row.kind() == StatementRow.Kind.SALE).forEach(row -> visits.add(row.visitId()));
        return visits;
    }

    /** A void whose sale is missing there as well is no other state of a sale that both hold. */
    private static Difference.Kind oneSided(StatementRow row, Set<String> sales, Difference.Kind otherwise) {
        boolean lone = row.kind() == StatementRow.Kind.VOID && !sales.contains(row.visitId());
        return lone ? Difference.Kind.STATE_DIFFERS : otherwise;
    }
}
