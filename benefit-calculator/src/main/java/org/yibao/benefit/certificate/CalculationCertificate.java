package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Function;
import org.yibao.benefit.split.Derivation;

/**
 * Writes the certificate of a calculation: one line of UTF-8 JSON, without a line feed, the same bytes for the same
 * calculation.
 *
 * <p>4 to 7 KB for a bill of one line and about 140 bytes for each line more. With the built-in bundles and line numbers
 * ({@code feedetl_sn}) of at most 30 characters a bill of 500 lines stays below {@link #USUAL_BYTES_MAX}.
 */
public final class CalculationCertificate {
    /** The version of the form, the certificate's first field. */
    public static final int VERSION = 1;

    /** Largest certificate of 500 lines in bytes, with line numbers as long as the platform admits. */
    public static final int USUAL_BYTES_MAX = 128 * 1024;

    private CalculationCertificate() {}

    /**
     * @param digest of bytes as text that names its algorithm, such as {@code sm3:} and 64 hexadecimal digits
     */
    public static byte[] write(Derivation derivation, Function<byte[], String> digest) {
        RuleExcerpt rules = new RuleExcerpt(derivation);
        ControlTotals control = new ControlTotals();
        byte[] basis = new BasisWriter(derivation, rules, control).write();
        byte[] figures = new FiguresWriter(derivation, rules, control).write();
        byte[] body = new CompactJson()
                .object()
                .name("certificate")
                .value(VERSION)
                .name("basis")
                .raw(basis)
                .name("basis_digest")
                .value(digest.apply(basis))
                .name("derivation")
                .raw(figures)
                .bytes();
        byte[] end = new CompactJson()
                .name("digest")
                .value(digest.apply(body))
                .endObject()
                .bytes();
        return (new String(body, UTF_8) + "," + new String(end, UTF_8)).getBytes(UTF_8);
    }
}
