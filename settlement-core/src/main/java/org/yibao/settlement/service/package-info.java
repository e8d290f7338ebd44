/**
 * What a counter can do: read a credential, quote, settle, confirm, void, close a difference, look.
 * {@link org.yibao.settlement.service.SettlementService} is the one door; its calls wait on the calling thread,
 * at most as long as its deadlines say; who cannot wait begins and ends them as
 * {@link org.yibao.settlement.service.Underway}.
 */
@NullMarked
package org.yibao.settlement.service;

import org.jspecify.annotations.NullMarked;
