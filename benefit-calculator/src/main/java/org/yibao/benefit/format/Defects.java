package org.yibao.benefit.format;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.Origin;
import org.yibao.benefit.policy.PolicyDefect;

/** Gathers the defects of one bundle file while it is read to its end. */
final class Defects {
    private final String file;
    private final Set<PolicyDefect> found = new LinkedHashSet<>();

    Defects(String file) {
        this.file = file;
    }

    Origin origin(int line, String path) {
        return new Origin(file, line, path);
    }

    void add(Origin origin, String key, String... arguments) {
        if (found.size() < PolicyDefect.COUNT_MAX) {
            found.add(PolicyDefect.of(origin, key, arguments));
        }
    }

    int size() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws InvalidPolicyException when there is a defect */
    void raise() {
        if (!found.isEmpty()) {
            throw new InvalidPolicyException(found());
        }
    }

    List<PolicyDefect> found() {
        return List.copyOf(found);
    }
}
