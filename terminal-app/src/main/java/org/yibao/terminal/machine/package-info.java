/**
 * What differs between operating systems, in one class: file permissions, the signal to stop, what a folder can
 * do. Everything else of the product assumes nothing about the machine. Any thread may call it.
 */
@NullMarked
package org.yibao.terminal.machine;

import org.jspecify.annotations.NullMarked;
