package org.yibao.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.yibao.certs.RecordHash;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;

/**
 * One record as it stands in the chain, without its own hash and signature.
 *
 * @param form which rule its hash follows: {@link #FORM} for a new one; records keep the form they were written in
 * @param number from 1, without gaps
 * @param kind a {@link Step.Kind}'s name
 * @param settlement the message id that names it
 * @param time of this terminal's clock; order never depends on it
 * @param sealed the step, encrypted
 * @param signer SM3 of the signing key's public half, 64 hexadecimal digits
 * @param previous hash of the record before; 32 zeros before the first
 */
record JournalRecord(
        int form,
        long number,
        String kind,
        String settlement,
        Instant time,
        Bytes sealed,
        String signer,
        Bytes previous) {
    /** {@link RecordHash} over {@link #content}: a chain of it is proved without its contents. */
    static final int FORM = 2;

    /** One digest over the content and then the hash before, so that only the whole record proves it. */
    static final int WHOLE_FORM = 1;

    private static final String WHOLE_FORM_NAME = "yibao journal record 1";
    private static final String CONTENT_NAME = "yibao journal content 2";

    Bytes hash() {
        if (form == WHOLE_FORM) {
            Sm3 digest = fields(WHOLE_FORM_NAME);
            add(digest, previous.toArray());
            return Bytes.of(digest.finish().bytes());
        }
        return Bytes.of(RecordHash.of(previous.toArray(), content().toArray()).bytes());
    }

    /** SM3 over everything but the hash before. */
    Bytes content() {
        return Bytes.of(fields(CONTENT_NAME).finish().bytes());
    }

    /** Every field goes in with its length, so that none can borrow from its neighbour. */
    private Sm3 fields(String name) {
        Sm3 digest = Sm3.start();
        add(digest, text(name));
        add(digest, number(number));
        add(digest, text(kind));
        add(digest, text(settlement));
        add(digest, number(time.toEpochMilli()));
        add(digest, sealed.toArray());
        add(digest, text(signer));
        return digest;
    }

    /** What is signed: the hash, named as one, so that no other signed bytes can pass for it. */
    byte[] signedBytes() {
        byte[] name = text(form == WHOLE_FORM ? WHOLE_FORM_NAME : RecordHash.FORM);
        Bytes hash = hash();
        return ByteBuffer.allocate(name.length + hash.length())
                .put(name)
                .put(hash.toArray())
                .array();
    }

    /** Where the sealed step stands. */
    static String place(long number, String kind) {
        return "journal " + number + " " + kind;
    }

    private static void add(Sm3 digest, byte[] field) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        digest.update(field);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
