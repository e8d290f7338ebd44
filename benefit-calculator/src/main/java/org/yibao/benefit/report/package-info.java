/**
 * Policy and calculations in the words of those who answer for them: the tables of a combination of bundles, what
 * differs between two of them, why a visit was split as it was, and the sentence a cashier reads aloud.
 *
 * <p>Pure: books and derivations in, {@link org.yibao.benefit.page.Page pages} out, the same for the same input. The
 * commands {@code policy show}, {@code diff} and {@code explain} call it; any thread may. The words stand in
 * {@code words.properties}; whatever names a city's figures and layers comes from its bundles.
 */
@NullMarked
package org.yibao.benefit.report;

import org.jspecify.annotations.NullMarked;
