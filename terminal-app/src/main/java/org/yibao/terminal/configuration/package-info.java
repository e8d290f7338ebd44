/**
 * The terminal's configuration file: read once at start, on the starting thread, with all its faults reported
 * together. Every value is described in {@code docs/configuration.md}. It opens no device, store or line; it only
 * looks whether the files it names are there.
 */
@NullMarked
package org.yibao.terminal.configuration;

import org.jspecify.annotations.NullMarked;
