package org.yibao.settlement.service;

import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.Operator;

/**
 * The till confirms a quote.
 *
 * @param bodyDigest {@code sm3:} digest over the bytes of the till's call
 */
public record SettleCommand(IdempotencyKey key, String bodyDigest, String quoteId, Operator operator) {}
