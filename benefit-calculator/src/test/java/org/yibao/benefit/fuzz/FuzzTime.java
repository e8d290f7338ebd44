package org.yibao.benefit.fuzz;

/** How long one target is fuzzed under the profile {@code fuzz}; ordinary builds only repeat the kept inputs. */
final class FuzzTime {
    static final String EACH = "5m";

    private FuzzTime() {}
}
