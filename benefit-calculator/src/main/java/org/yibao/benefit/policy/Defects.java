package org.yibao.benefit.policy;

import org.yibao.benefit.Texts;

/** Words a defect from the resource bundle. */
final class Defects {
    private Defects() {}

    static PolicyDefect of(Origin origin, String key, String... arguments) {
        return new PolicyDefect(origin, Texts.of("defect." + key, arguments));
    }
}
