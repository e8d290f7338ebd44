package org.yibao.certs;

import java.util.function.Consumer;

/** Changes bytes one at a time. */
final class Tamper {
    private Tamper() {}

    /** Every byte of {@code original} flipped in its lowest and in its highest bit, one change at a time. */
    static void everyByte(byte[] original, Consumer<byte[]> changed) {
        everyByte(original, 1, changed);
    }

    static void everyByte(byte[] original, int step, Consumer<byte[]> changed) {
        for (int i = 0; i < original.length; i += step) {
            for (int bit : new int[] {0x01, 0x80}) {
                byte[] copy = original.clone();
                copy[i] ^= (byte) bit;
                changed.accept(copy);
            }
        }
    }
}
