/**
 * The morning that the README's first command plays: a reference platform, two terminals in processes of their
 * own, emulated readers behind real serial device files, and tills that know nothing but the local API. One
 * thread plays it; the emulators and the platform have their own.
 */
@NullMarked
package org.yibao.acceptance.demo;

import org.jspecify.annotations.NullMarked;
