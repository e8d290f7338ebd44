/**
 * A page a person reads: headings, paragraphs, tables, and its two forms, plain text in columns and HTML.
 *
 * <p>Every text is made harmless when it enters a page, whatever it came from: control characters cannot move a
 * cursor, and markup stays text. Pure; any thread may call it. The reports in {@code org.yibao.benefit.report} and
 * {@code org.yibao.benefit.impact} write pages; commands print them.
 */
@NullMarked
package org.yibao.benefit.page;

import org.jspecify.annotations.NullMarked;
