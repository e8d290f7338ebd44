/**
 * Brings what is recorded to the platform. {@link org.yibao.settlement.outbox.OutboxUploader} decides, without
 * thread, clock or I/O, what goes when; {@link org.yibao.settlement.outbox.OutboxRunner} owns the one thread
 * that carries its decisions out.
 */
@NullMarked
package org.yibao.settlement.outbox;

import org.jspecify.annotations.NullMarked;
