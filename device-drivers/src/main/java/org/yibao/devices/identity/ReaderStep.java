package org.yibao.devices.identity;

import java.time.Duration;
import org.yibao.settlement.Bytes;

/** The requests that read a card, in their order (GA 450). */
enum ReaderStep {
    FIND_CARD(0x20, 0x01, StatusWord.CARD_FOUND, 4, Duration.ofSeconds(1)),
    SELECT_CARD(0x20, 0x02, StatusWord.OK, 8, Duration.ofSeconds(1)),
    READ_CARD(0x30, 0x01, StatusWord.OK, IdentityCardText.DATA_BYTES, Duration.ofSeconds(3));

    private final Bytes request;
    private final StatusWord success;
    private final int dataBytes;
    private final Duration answerWithin;

    ReaderStep(int command, int parameter, StatusWord success, int dataBytes, Duration answerWithin) {
        this.request = ReaderFrames.request(command, parameter);
        this.success = success;
        this.dataBytes = dataBytes;
        this.answerWithin = answerWithin;
    }

    Bytes request() {
        return request;
    }

    Duration answerWithin() {
        return answerWithin;
    }

    /** @throws CardRefusedException when the reader says no or answers something else */
    void check(ReaderAnswer answer) {
        if (!answer.status().equals(success)) {
            throw CardRefusedException.unreadable(this + ": status " + answer.status());
        }
        if (answer.data().length() != dataBytes) {
            throw CardRefusedException.unreadable(
                    this + ": an answer of " + answer.data().length() + " bytes instead of " + dataBytes);
        }
    }
}
