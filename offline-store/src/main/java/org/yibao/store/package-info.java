/**
 * The terminal's durable memory in one SQLite file: journal, outbox, settlements, persons, message ids.
 *
 * <p>{@link org.yibao.store.SqliteStore} is the only way in; it hands out the ports of
 * {@link org.yibao.settlement.port}, which any thread may call. One connection writes, steps happen one after the
 * other, and each is on disk when its method returns. The steps of those who call at the same time are done by one of
 * them and share one sync; readers have a connection of their own and see what is on disk. Everything personal is
 * sealed before it reaches SQLite; the journal chains and signs what is sealed. Nothing here reads the clock itself or
 * decides anything of the business: the life of a settlement is {@link org.yibao.settlement.Settlement}'s.
 *
 * <p>{@link org.yibao.store.SqliteDirectory} is a file of its own: all of it can be fetched again, and nothing it
 * does holds up a settlement.
 */
@NullMarked
package org.yibao.store;

import org.jspecify.annotations.NullMarked;
