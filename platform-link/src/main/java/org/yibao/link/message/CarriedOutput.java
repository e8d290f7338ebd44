package org.yibao.link.message;

import java.util.List;
import org.yibao.link.frame.SignedJson;

/** Answer to 9931: the platform's own signed answer to the message that was brought. */
public record CarriedOutput(Pieces carrinfo) implements AnswerOutput {
    /** @param answer Base64 of the signed JSON in pieces, as {@link CarriedPieces} cuts them */
    public record Pieces(List<String> answer) {
        public Pieces {
            answer = List.copyOf(answer);
        }

        @Override
        public String toString() {
            return answer.size() + " pieces";
        }
    }

    public static CarriedOutput of(SignedJson answer) {
        return new CarriedOutput(new Pieces(CarriedPieces.cut(answer)));
    }

    /** @throws MessageException when the pieces are no signed JSON */
    public SignedJson answer() {
        return CarriedPieces.joined(carrinfo.answer);
    }
}
