package org.yibao.terminal.policy;

import java.util.List;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyDefect;

/** A policy table cannot be used, or the shelf cannot do what was asked: a stable code and what a technician needs. */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final PolicyFault fault;
    private final transient List<String> details;

    public PolicyException(PolicyFault fault, List<String> details) {
        super(fault + " " + String.join("; ", details));
        this.fault = fault;
        this.details = List.copyOf(details);
    }

    public PolicyException(PolicyFault fault, List<String> details, Throwable cause) {
        this(fault, details);
        initCause(cause);
    }

    static PolicyException of(InvalidPolicyException invalid) {
        PolicyException refused = invalid(invalid.defects());
        refused.initCause(invalid);
        return refused;
    }

    static PolicyException invalid(List<PolicyDefect> defects) {
        return new PolicyException(
                PolicyFault.POLICY_INVALID,
                defects.stream().map(PolicyDefect::toString).toList());
    }

    public PolicyFault fault() {
        return fault;
    }

    /** One line each, in Chinese where they are sentences. */
    public List<String> details() {
        return details;
    }
}
