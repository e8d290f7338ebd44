/**
 * The command line: reads arguments, calls the product, prints results and sentences. Runs on the main thread.
 * Help texts are in {@code help.properties}, all other sentences in {@link org.yibao.terminal.text.Sentences}.
 */
@NullMarked
package org.yibao.terminal.command;

import org.jspecify.annotations.NullMarked;
