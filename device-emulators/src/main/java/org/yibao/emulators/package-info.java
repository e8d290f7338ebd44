/**
 * Scanners and identity-card readers that exist only in memory, behind real serial device files: a driver opens
 * them like any port. They answer with their own bytes and share no codec with the drivers, so that a mistake there
 * does not cancel itself out here.
 *
 * <p>Any thread may call an emulated device; each that answers has one daemon thread of its own. Persons on emulated
 * cards are invented.
 *
 * <p>Pseudo-terminals are this package's one tie to an operating system, kept in
 * {@code PseudoTerminal}: Linux only, no root and no package needed. JNA unpacks its native part
 * into {@code java.io.tmpdir}; {@code jna.tmpdir} names another folder where that one is mounted {@code noexec}.
 */
@NullMarked
package org.yibao.emulators;

import org.jspecify.annotations.NullMarked;
