package org.yibao.platform;

import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.SettleOutput;
import org.yibao.link.message.Transaction;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Messages;

/** Reads back what was answered when an entry was booked. */
final class FirstAnswer {
    private FirstAnswer() {}

    /** @throws IllegalStateException when the entry was booked without a message */
    static SettleOutput settled(Messages messages, Entry entry) {
        Messages.Answered first =
                messages.find(entry.msgid()).orElseThrow(() -> new IllegalStateException("booked without an answer"));
        Transaction transaction = Transaction.of(entry.infno()).orElseThrow();
        Answer answer =
                Answer.decode(transaction, SignedJson.decode(first.answer()).json());
        if (answer instanceof Answer.Done done && done.output() instanceof SettleOutput output) {
            return output;
        }
        throw new IllegalStateException("booked and not answered so");
    }
}
