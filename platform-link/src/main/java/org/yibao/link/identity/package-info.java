/**
 * Who signed a message. Signs and verifies JSON by the line's one convention: SM2 with SM3 under the default user
 * id, signature raw r‖s, certificates judged by {@link org.yibao.certs.TrustAnchors}. Any thread may call it.
 */
@NullMarked
package org.yibao.link.identity;

import org.jspecify.annotations.NullMarked;
