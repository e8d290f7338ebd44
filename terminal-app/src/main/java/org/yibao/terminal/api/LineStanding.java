package org.yibao.terminal.api;

import java.util.Optional;
import org.yibao.settlement.FaultCode;

/**
 * How the line to the platform stands.
 *
 * @param address of the platform, the one in use or tried last; empty before the first try
 * @param suite cipher suite of the newest connection to the platform; empty before the first
 * @param reason why it is as it is, for the technician; empty while there is nothing to say
 * @param fault what an operator must know: the other end is not to be trusted
 */
public record LineStanding(String address, String suite, String reason, Optional<FaultCode> fault) {}
