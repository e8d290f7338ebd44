package org.yibao.certs;

/** What {@link SignatureDoctor} found. */
public sealed interface SignatureDiagnosis {
    /** In no known way the bytes are a signature. */
    record Malformed() implements SignatureDiagnosis {}

    /** They are a signature, of another key or over another message, in every known convention. */
    record WrongKey() implements SignatureDiagnosis {}

    /** The key signed this message, in this way. */
    record Signed(SignatureConvention convention) implements SignatureDiagnosis {}
}
