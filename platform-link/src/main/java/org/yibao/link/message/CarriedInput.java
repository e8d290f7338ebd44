package org.yibao.link.message;

import java.util.List;
import org.yibao.link.frame.SignedJson;

/**
 * 9931, not in the national interface: a terminal brings a message that another terminal of its institution made and
 * signed, and handed over to it.
 */
public record CarriedInput(Pieces carrinfo) implements RequestInput {
    /** @param message Base64 of the signed JSON in pieces, as {@link CarriedPieces} cuts them */
    public record Pieces(List<String> message) {
        public Pieces {
            message = List.copyOf(message);
        }

        @Override
        public String toString() {
            return message.size() + " pieces";
        }
    }

    public static CarriedInput of(SignedJson message) {
        return new CarriedInput(new Pieces(CarriedPieces.cut(message)));
    }

    /** @throws MessageException when the pieces are no signed JSON */
    public SignedJson message() {
        return CarriedPieces.joined(carrinfo.message);
    }
}
