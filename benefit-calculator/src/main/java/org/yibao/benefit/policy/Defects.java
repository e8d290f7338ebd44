package org.yibao.benefit.policy;

import java.util.List;

/** Notes defects up to the limit. */
final class Defects {
    private Defects() {}

    static PolicyDefect of(Origin origin, String code, String... arguments) {
        return PolicyDefect.of(origin, code, arguments);
    }

    static void add(List<PolicyDefect> defects, Origin origin, String code, String... arguments) {
        if (defects.size() < PolicyDefect.COUNT_MAX) {
            defects.add(of(origin, code, arguments));
        }
    }
}
