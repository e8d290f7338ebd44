package org.yibao.platform.ledger;

import java.time.Instant;
import java.util.Optional;
import org.yibao.settlement.Bytes;

/** The first answer to every message, and the ids that a reversal barred. */
public final class Messages {
    private final Transaction tx;

    public Messages(Transaction tx) {
        this.tx = tx;
    }

    /**
     * A message that was answered before.
     *
     * @param digest over the request's bytes
     * @param answer the bytes that were sent
     */
    public record Answered(String infno, String digest, Bytes answer) {
        /** The digest as it stands on the line: {@code sm3:} and its digits. */
        public String contentDigest() {
            return "sm3:" + digest;
        }
    }

    /** @param wasHeld whether the platform held what the reversal named */
    public record Reversed(boolean wasHeld) {}

    public Optional<Answered> find(String msgid) {
        return tx.first(
                "SELECT infno, digest, answer FROM message WHERE msgid = ?",
                row -> new Answered(row.getString(1), row.getString(2), Bytes.of(row.getBytes(3))),
                msgid);
    }

    public void keep(String msgid, Answered answered, Instant receivedAt) {
        tx.update(
                "INSERT INTO message VALUES (?, ?, ?, ?, ?)",
                msgid,
                answered.infno(),
                answered.digest(),
                answered.answer().toArray(),
                receivedAt.toString());
    }

    /** As if it had never come. */
    public void forget(String msgid) {
        tx.update("DELETE FROM message WHERE msgid = ?", msgid);
    }

    public Optional<Reversed> reversed(String omsgid) {
        return tx.first(
                "SELECT was_held FROM reversal WHERE omsgid = ?", row -> new Reversed(row.getBoolean(1)), omsgid);
    }

    /** From here a message with this id that was not held is refused. */
    public void bar(String omsgid, String reversalMsgid, boolean wasHeld) {
        tx.update("INSERT INTO reversal VALUES (?, ?, ?)", omsgid, reversalMsgid, wasHeld ? 1 : 0);
    }
}
