package org.yibao.benefit.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A bundle, or a combination of bundles, cannot be used; carries all its defects, at least one. */
public final class InvalidPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyDefect> defects;

    public InvalidPolicyException(List<PolicyDefect> defects) {
        super(defects.stream().map(PolicyDefect::toString).collect(Collectors.joining("\n")));
        this.defects = List.copyOf(defects);
    }

    public List<PolicyDefect> defects() {
        return defects;
    }
}
