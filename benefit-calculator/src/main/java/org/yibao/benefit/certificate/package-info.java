/**
 * The certificate of a calculation: inputs, rules and dated values on one side, every figure that follows from them
 * on the other, in one line of JSON that is stored with a settlement and told to the byte in
 * {@code docs/certificate.md}.
 *
 * <p>{@link org.yibao.benefit.certificate.CalculationCertificate} is the one entry; any thread may call it. It only
 * writes: what reads and judges certificates is {@link org.yibao.benefit.certificate.check}, which knows nothing of
 * the engine or of this package.
 */
@NullMarked
package org.yibao.benefit.certificate;

import org.jspecify.annotations.NullMarked;
