package org.yibao.settlement.service;

import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;

/**
 * The till takes a sale back.
 *
 * @param bodyDigest {@code sm3:} digest over the bytes of the till's call
 */
public record VoidCommand(IdempotencyKey key, String bodyDigest, MessageId settlement, Operator operator) {}
