package org.yibao.link.message;

import java.util.Base64;
import org.yibao.settlement.Bytes;

/** Answer to 9911. */
public record RenewalOutput(AnswerNode rnwlinfo) implements AnswerOutput {
    /** @param answer Base64 of the DER of an {@link org.yibao.certs.EnrolmentAnswer} */
    public record AnswerNode(String answer) {}

    public static RenewalOutput of(Bytes answer) {
        return new RenewalOutput(new AnswerNode(Base64.getEncoder().encodeToString(answer.toArray())));
    }

    /** @throws MessageException when it is not Base64 */
    public Bytes answer() {
        return decoded(rnwlinfo.answer);
    }

    static Bytes decoded(String base64) {
        try {
            return Bytes.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            throw new MessageException("rnwlinfo is not Base64");
        }
    }
}
