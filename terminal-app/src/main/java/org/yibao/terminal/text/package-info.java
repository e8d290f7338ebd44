/** What the terminal says to people: sentences in Simplified Chinese by key. Any thread may call it. */
@NullMarked
package org.yibao.terminal.text;

import org.jspecify.annotations.NullMarked;
