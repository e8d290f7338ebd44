/**
 * The reference platform: the other end of the terminals' line. It holds the insured and the ledger, splits
 * every bill itself and trusts no amount that a terminal sends, answers a repeat with its first answer, and
 * misbehaves on command so that terminals can be tried against every fault of a line.
 *
 * <p>It is a tool for trying and teaching, never shipped to counters. {@link
 * org.yibao.platform.ReferencePlatform} is the way in. Messages are handled one after the other on its desk's
 * one thread, enrolments by code on another; the line's threads only move bytes; {@link org.yibao.platform.PlatformControl} may be called from
 * any thread.
 */
@NullMarked
package org.yibao.platform;

import org.jspecify.annotations.NullMarked;
