package org.yibao.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;

/**
 * One record as it stands in the chain, without its own hash and signature.
 *
 * @param number from 1, without gaps
 * @param kind a {@link Step.Kind}'s name
 * @param settlement the message id that names it
 * @param time of this terminal's clock; order never depends on it
 * @param sealed the step, encrypted
 * @param signer SM3 of the signing key's public half, 64 hexadecimal digits
 * @param previous hash of the record before; 32 zeros before the first
 */
record JournalRecord(
        long number, String kind, String settlement, Instant time, Bytes sealed, String signer, Bytes previous) {
    private static final String FORMAT = "yibao journal record 1";

    /** SM3 over all of it; every field goes in with its length, so that none can borrow from its neighbour. */
    Bytes hash() {
        Sm3 digest = Sm3.start();
        add(digest, text(FORMAT));
        add(digest, number(number));
        add(digest, text(kind));
        add(digest, text(settlement));
        add(digest, number(time.toEpochMilli()));
        add(digest, sealed.toArray());
        add(digest, text(signer));
        add(digest, previous.toArray());
        return Bytes.of(digest.finish().bytes());
    }

    /** What is signed: the hash, named as one, so that no other signed bytes can pass for it. */
    static byte[] signedBytes(Bytes hash) {
        byte[] name = text(FORMAT);
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
