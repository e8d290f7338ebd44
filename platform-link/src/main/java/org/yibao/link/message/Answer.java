package org.yibao.link.message;

import java.time.Instant;
import org.yibao.settlement.Bytes;

/** An answer as the JSON says it. */
public sealed interface Answer {
    AnswerHeader header();

    /** UTF-8 JSON. */
    Bytes encode();

    /** The request took effect. */
    record Done(AnswerHeader header, AnswerOutput output) implements Answer {
        @Override
        public Bytes encode() {
            return WireJson.encode(header, "output", output);
        }

        @Override
        public String toString() {
            return "Done[" + header.msgid() + "]";
        }
    }

    /** The request was refused, or cannot be decided yet. */
    record Refused(AnswerHeader header) implements Answer {
        @Override
        public Bytes encode() {
            return WireJson.encode(header);
        }

        public boolean mayComeAgain() {
            return header.errCode().equals(AnswerHeader.TRY_LATER) || ofQuarantined();
        }

        /** Whether the platform holds the terminal's journal for forked. */
        public boolean ofQuarantined() {
            return header.errCode().equals(AnswerHeader.TERMINAL_QUARANTINED);
        }

        /** Whether the request's journal is not the one the platform knows. */
        public boolean ofForkedJournal() {
            return header.errCode().equals(AnswerHeader.JOURNAL_FORKED);
        }

        /** Whether the platform could not read what the envelope carries: it may never have judged it. */
        public boolean ofUnreadBytes() {
            return header.errCode().equals(AnswerHeader.MESSAGE_MALFORMED);
        }

        /** Whether the platform holds other bytes under the request's id. */
        public boolean ofOtherBytes() {
            return header.errCode().equals(AnswerHeader.MSGID_REUSED);
        }
    }

    /**
     * The {@code msgid} that an answer echoes, whatever else it holds.
     *
     * @throws MessageException when the envelope is not readable
     */
    static String decodeEcho(Bytes json) {
        return WireJson.parse(json).read(AnswerHeader.class).msgid();
    }

    /**
     * The platform's clock when it answered, whatever else an answer holds.
     *
     * @throws MessageException when the envelope is not readable
     */
    static Instant decodeRespondTime(Bytes json) {
        return WireJson.parse(json).read(AnswerHeader.class).respondTime();
    }

    /**
     * @param asked the transaction of the request, which decides what the output must be
     * @throws MessageException when it is not a whole answer to it
     */
    static Answer decode(Transaction asked, Bytes json) {
        WireJson.Parsed parsed = WireJson.parse(json);
        AnswerHeader header = parsed.read(AnswerHeader.class);
        return switch (header.infcode()) {
            case AnswerHeader.DONE -> new Done(header, parsed.node("output").read(asked.output()));
            case AnswerHeader.REFUSED -> new Refused(header);
            default -> throw new MessageException("infcode " + header.infcode());
        };
    }
}
