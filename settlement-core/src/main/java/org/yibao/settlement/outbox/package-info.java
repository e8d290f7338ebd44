/**
 * Brings what is recorded to the platform. {@link org.yibao.settlement.outbox.OutboxUploader} decides, without
 * thread, clock or I/O, what goes when; {@link org.yibao.settlement.outbox.OutboxRunner} carries its
 * decisions out in its own turns.
 */
@NullMarked
package org.yibao.settlement.outbox;

import org.jspecify.annotations.NullMarked;
