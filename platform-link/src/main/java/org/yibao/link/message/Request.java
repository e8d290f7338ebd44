package org.yibao.link.message;

import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;

/** A request as the JSON says it. */
public record Request(Transaction transaction, MessageId id, RequestHeader header, RequestInput input) {

    /** @throws MessageException when the header does not name this transaction with this kind of input */
    public static Request of(RequestHeader header, RequestInput input) {
        Transaction transaction = Transaction.of(header.infno())
                .orElseThrow(() -> new MessageException("unknown transaction " + header.infno()));
        if (!transaction.input().isInstance(input)) {
            throw new MessageException(transaction + " with " + input.getClass().getSimpleName());
        }
        return new Request(transaction, idOf(header), header, input);
    }

    /** UTF-8 JSON. */
    public Bytes encode() {
        return WireJson.encode(header, "input", input);
    }

    /**
     * Reads the envelope alone, so that a request with an unusable body can still be refused by name.
     *
     * @throws MessageException when it is not readable
     */
    public static RequestHeader decodeHeader(Bytes json) {
        RequestHeader header = WireJson.parse(json).read(RequestHeader.class);
        idOf(header);
        return header;
    }

    /** @throws MessageException when it is not a whole request */
    public static Request decode(Bytes json) {
        WireJson.Parsed parsed = WireJson.parse(json);
        RequestHeader header = parsed.read(RequestHeader.class);
        Transaction transaction = Transaction.of(header.infno())
                .orElseThrow(() -> new MessageException("unknown transaction " + header.infno()));
        return of(header, parsed.node("input").read(transaction.input()));
    }

    private static MessageId idOf(RequestHeader header) {
        try {
            return MessageId.parse(header.msgid());
        } catch (IllegalArgumentException notAnId) {
            throw new MessageException("msgid is no message id");
        }
    }

    @Override
    public String toString() {
        return "Request[" + transaction + ", " + id + "]";
    }
}
