/**
 * The terminal as a whole: {@link org.yibao.terminal.command.Main} is the command line's beginning,
 * {@link org.yibao.terminal.Terminal} joins configuration, store, certificates, line, devices and local API, and
 * ends them in order. Started on the main thread, stopped on the thread of the operating system's request.
 */
@NullMarked
package org.yibao.terminal;

import org.jspecify.annotations.NullMarked;
