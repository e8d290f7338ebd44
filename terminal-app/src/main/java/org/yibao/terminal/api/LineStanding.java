package org.yibao.terminal.api;

import java.util.List;
import org.yibao.settlement.service.Fault;

/**
 * How the line to the platform stands.
 *
 * @param address of the platform, the one in use or tried last; empty before the first try
 * @param suite cipher suite of the newest connection to the platform; empty before the first
 * @param reason why it is as it is, for the technician; empty while there is nothing to say
 * @param faults what an operator must know, each at most once: the other end is not to be trusted, the journal forked
 */
public record LineStanding(String address, String suite, String reason, List<Fault> faults) {
    public LineStanding {
        faults = List.copyOf(faults);
    }
}
