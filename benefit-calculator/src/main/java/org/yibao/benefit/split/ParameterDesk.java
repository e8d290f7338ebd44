package org.yibao.benefit.split;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.Finding;
import org.yibao.benefit.policy.PolicyBook;

/**
 * The parameters of one visit. All are asked for before anything is computed; what is not there is kept, and
 * the weightiest of it refuses the visit.
 */
final class ParameterDesk {
    private final PolicyBook book;
    private final LocalDate day;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Finding.Found> found = new LinkedHashMap<>();
    private final Set<PolicyReference.Status> statuses = EnumSet.noneOf(PolicyReference.Status.class);
    private Finding.@Nullable Missing missing;
    private Finding.@Nullable NotInForce notInForce;

    ParameterDesk(PolicyBook book, LocalDate day) {
        this.book = book;
        this.day = day;
    }

    /** Asks for a parameter that the visit needs. */
    void require(String name, Facts facts) {
        if (!asked.add(name)) {
            return;
        }
        Finding finding = book.find(name, facts, day);
        if (finding instanceof Finding.Found there) {
            found.put(name, there);
            statuses.add(there.dated().bundle().status());
        } else if (finding instanceof Finding.Missing gone) {
            lack(gone);
        } else if (finding instanceof Finding.NotInForce closed) {
            notInForce = notInForce == null ? closed : notInForce;
        }
    }

    /** Notes that a figure is not there, of a request or of the tables. */
    void lack(Finding.Missing gone) {
        missing = missing == null ? gone : missing;
    }

    /** Why the visit cannot be split; null when every required parameter is there. */
    @Nullable
    Refusal refusal() {
        if (missing != null) {
            return missing.refusal();
        }
        if (notInForce != null) {
            return notInForce.refusal(day);
        }
        return null;
    }

    /** The value of a required parameter, with its days and its law. */
    Finding.Found found(String name) {
        Finding.Found there = found.get(name);
        if (there == null) {
            throw new IllegalStateException("parameter was not required before its use: " + name);
        }
        return there;
    }

    /** Whether a parameter of a bundle of this status was read. */
    boolean hasRead(PolicyReference.Status status) {
        return statuses.contains(status);
    }
}
