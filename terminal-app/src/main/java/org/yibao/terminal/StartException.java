package org.yibao.terminal;

import java.util.List;
import org.yibao.settlement.FaultCode;

/** The terminal cannot start: a stable code, and what a technician needs to mend it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final transient List<String> details;

    public StartException(FaultCode code, List<String> details) {
        super(code + " " + String.join("; ", details));
        this.code = code;
        this.details = List.copyOf(details);
    }

    public StartException(FaultCode code, List<String> details, Throwable cause) {
        this(code, details);
        initCause(cause);
    }

    public FaultCode code() {
        return code;
    }

    /** One line each; without secrets and personal data. */
    public List<String> details() {
        return details;
    }
}
