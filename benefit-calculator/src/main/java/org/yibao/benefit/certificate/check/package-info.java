/**
 * The stand-alone checker of certificates of calculation: reads the one line of JSON that {@code docs/certificate.md}
 * describes and works every figure out again from the certificate alone.
 *
 * <p>It shares nothing with the engine that calculates or with the writer: nothing of another package of this project
 * is used here, only the JDK and a streaming JSON parser. {@link
 * org.yibao.benefit.certificate.check.CertificateChecker} is the one entry; any thread may call it, with any bytes.
 */
@NullMarked
package org.yibao.benefit.certificate.check;

import org.jspecify.annotations.NullMarked;
