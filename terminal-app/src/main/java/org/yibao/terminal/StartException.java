package org.yibao.terminal;

import java.util.List;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.policy.PolicyException;

/** The terminal cannot start: a stable code, and what a technician needs to mend it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String sentence;
    private final transient List<String> details;

    public StartException(FaultCode code, List<String> details) {
        this(code.name(), code.sentence(), details);
    }

    public StartException(FaultCode code, List<String> details, Throwable cause) {
        this(code, details);
        initCause(cause);
    }

    /** No policy table may settle. */
    public StartException(PolicyException refused) {
        this(refused.fault().name(), refused.fault().sentence(), refused.details());
        initCause(refused);
    }

    private StartException(String code, String sentence, List<String> details) {
        super(code + " " + String.join("; ", details));
        this.code = code;
        this.sentence = sentence;
        this.details = List.copyOf(details);
    }

    /** The name of a {@link FaultCode} or of a {@link org.yibao.terminal.policy.PolicyFault}. */
    public String code() {
        return code;
    }

    /** In Chinese. */
    public String sentence() {
        return sentence;
    }

    /** One line each; without secrets and personal data. */
    public List<String> details() {
        return details;
    }
}
