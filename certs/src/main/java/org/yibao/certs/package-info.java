/**
 * Identity: the SM2, SM3 and SM4 suite, certificates, key stores, trust, enrolment and the line's TLS.
 *
 * <p>The only home of Bouncy Castle, and none of its types shows in a public signature. Everything but key
 * stores' encryption and JSSE runs on its lightweight API: no JCA provider is ever registered, which would
 * cost a quarter of the start-up time. This package owns randomness (keys, nonces, serial numbers); time
 * always comes from the caller. It writes no file and assumes nothing of an operating system.
 *
 * <p>Called by the line (TLS, message signatures), the store (journal chain, encryption at rest), the
 * terminal's assembly and the reference platform (which issues certificates). Every public type may be used
 * from any thread, except {@link Sm3} in its incremental form and {@link LineEngine}, which belong to one.
 *
 * <p>Secrets leave only against an {@link InsecureSecretAccess}: search for that name to find every place.
 */
@NullMarked
package org.yibao.certs;

import org.jspecify.annotations.NullMarked;
