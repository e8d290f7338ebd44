package org.yibao.devices.identity;

import java.time.Duration;
import org.yibao.settlement.Bytes;

/** The requests that read a card, in their order (GA 450). */
enum ReaderStep {
    FIND_CARD(0x20, 0x01, StatusWord.CARD_FOUND, 4, Duration.ofSeconds(1)),
    SELECT_CARD(0x20, 0x02, StatusWord.OK, 8, Duration.ofSeconds(1)),
    READ_CARD(0x30, 0x01, StatusWord.OK, IdentityCardText.DATA_BYTES, Duration.ofSeconds(3));

    private final int command;
    private final int parameter;
    private final int success;
    private final int dataBytes;
    private final Duration answerWithin;

    ReaderStep(int command, int parameter, int success, int dataBytes, Duration answerWithin) {
        this.command = command;
        this.parameter = parameter;
        this.success = success;
        this.dataBytes = dataBytes;
        this.answerWithin = answerWithin;
    }

    Bytes request() {
        return ReaderFrames.request(command, parameter);
    }

    Duration answerWithin() {
        return answerWithin;
    }

    /** @throws CardRefusedException when the reader says no or answers something else */
    void check(ReaderAnswer answer) {
        if (answer.status().value() != success) {
            throw CardRefusedException.unreadable(this + ": status " + answer.status());
        }
        if (answer.data().length() != dataBytes) {
            throw CardRefusedException.unreadable(
                    this + ": an answer of " + answer.data().length() + " bytes instead of " + dataBytes);
        }
    }
}
