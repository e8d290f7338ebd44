package org.yibao.certs;

import java.nio.charset.StandardCharsets;

/**
 * How the records of a journal are chained: SM3 over the name of the rule, the hash of the record before and the
 * digest of the record's content. So 32 bytes a record show that one head follows another, and say nothing else.
 */
public final class RecordHash {
    /** The rule's name, hashed first: the chain's second form. */
    public static final String FORM = "yibao journal record 2";

    private RecordHash() {}

    /**
     * @param previous hash of the record before, 32 bytes; zeros before the first
     * @param content digest of the record's content, 32 bytes
     */
    public static Digest of(byte[] previous, byte[] content) {
        if (previous.length != Digest.SIZE_BYTES || content.length != Digest.SIZE_BYTES) {
            throw new IllegalArgumentException("both have " + Digest.SIZE_BYTES + " bytes");
        }
        Sm3 hash = Sm3.start();
        hash.update(FORM.getBytes(StandardCharsets.US_ASCII));
        hash.update(previous);
        hash.update(content);
        return hash.finish();
    }
}
