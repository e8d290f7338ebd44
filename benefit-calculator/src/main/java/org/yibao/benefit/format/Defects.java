package org.yibao.benefit.format;

import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.Origin;
import org.yibao.benefit.policy.PolicyDefect;

/** Gathers the defects of one bundle file while it is read to its end. */
final class Defects {
    /** Most defects reported of one file; a text that is no bundle at all has one in every line. */
    static final int DEFECTS_MAX = 500;

    private final String file;
    private final List<PolicyDefect> found = new ArrayList<>();

    Defects(String file) {
        this.file = file;
    }

    Origin origin(int line, String path) {
        return new Origin(file, line, path);
    }

    void add(Origin origin, String key, String... arguments) {
        if (found.size() < DEFECTS_MAX) {
            found.add(new PolicyDefect(origin, Texts.of("defect." + key, arguments)));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws InvalidPolicyException when there is a defect */
    void raise() {
        if (!found.isEmpty()) {
            throw new InvalidPolicyException(found);
        }
    }
}
