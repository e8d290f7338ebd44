package org.yibao.emulators;

import java.util.Arrays;

/** An answer as a reader sends it, and the ways in which it arrives spoilt; only a card's data is spoilt. */
final class AnswerFrame {
    private static final int PHOTO_BYTES = 1_024;
    /** Preamble, length, status, lengths of text and photo. */
    private static final int CARD_TEXT_AT = 5 + 2 + 3 + 4;
    /** In the address, whose meaning has no check of its own. */
    private static final int FLIPPED_AT = CARD_TEXT_AT + 60;
    /** In the last field before the reserved ones. */
    private static final int LEFT_OUT_AT = CARD_TEXT_AT + 200;

    private final byte[] bytes;
    private final boolean card;

    private AnswerFrame(byte[] bytes, boolean card) {
        this.bytes = bytes;
        this.card = card;
    }

    static AnswerFrame status(int status) {
        return of(status, new byte[0]);
    }

    static AnswerFrame of(int status, byte[] data) {
        return new AnswerFrame(frame(status, data), false);
    }

    static AnswerFrame card(EmulatedIdentityCard card) {
        byte[] data = new byte[4 + EmulatedIdentityCard.TEXT_BYTES + PHOTO_BYTES];
        data[0] = 1;
        data[2] = 4;
        System.arraycopy(card.text(), 0, data, 4, EmulatedIdentityCard.TEXT_BYTES);
        Arrays.fill(data, 4 + EmulatedIdentityCard.TEXT_BYTES, data.length, (byte) 0x5a);
        return new AnswerFrame(frame(0x90, data), true);
    }

    private static byte[] frame(int status, byte[] data) {
        int length = 3 + data.length + 1;
        byte[] frame = new byte[5 + 2 + length];
        byte[] head = {
            (byte) 0xAA,
            (byte) 0xAA,
            (byte) 0xAA,
            (byte) 0x96,
            0x69,
            (byte) (length >> 8),
            (byte) length,
            0,
            0,
            (byte) status
        };
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(data, 0, frame, head.length, data.length);
        return summed(frame);
    }

    private static byte[] summed(byte[] frame) {
        int sum = 0;
        for (int i = 5; i < frame.length - 1; i++) {
            sum ^= frame[i];
        }
        frame[frame.length - 1] = (byte) sum;
        return frame;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] cut() {
        return card ? Arrays.copyOf(bytes, bytes.length / 2) : bytes();
    }

    byte[] flipped() {
        byte[] spoilt = bytes();
        if (card) {
            spoilt[FLIPPED_AT] ^= 0x01;
        }
        return spoilt;
    }

    byte[] shifted() {
        byte[] spoilt = bytes();
        if (card) {
            System.arraycopy(bytes, CARD_TEXT_AT, spoilt, CARD_TEXT_AT + 1, LEFT_OUT_AT - CARD_TEXT_AT);
        }
        return summed(spoilt);
    }
}
