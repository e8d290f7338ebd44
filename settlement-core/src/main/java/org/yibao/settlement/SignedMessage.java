package org.yibao.settlement;

/**
 * A complete signed message, ready for the line: every retry sends these bytes unchanged.
 *
 * @param infno transaction number, such as 2102
 * @param bytes as {@link org.yibao.settlement.port.MessageEncoder} made them
 */
public record SignedMessage(MessageId id, String infno, Bytes bytes) {}
