/**
 * The national platform's messages: wire records under the interface's own field names, the envelope around them,
 * and one mapper per family to and from the business's words. Terminal and platform use the same ones.
 *
 * <p>Wire components are the interface's names in camel case ({@code medfeeSumamt} is {@code medfee_sumamt}); each
 * node that the interface lacks says so. A component without {@code @Nullable} must be present and not null. Fields
 * nobody knows are ignored; they stay in the signed bytes. Pure functions; any thread may call them.
 */
@NullMarked
package org.yibao.link.message;

import org.jspecify.annotations.NullMarked;
