package org.yibao.link.message;

import java.util.Base64;
import org.yibao.settlement.Bytes;

/** 9911, not in the national interface: the terminal asks for certificates that follow its present ones. */
public record RenewalInput(RequestNode rnwlinfo) implements RequestInput {
    /** @param request Base64 of the DER of an {@link org.yibao.certs.EnrolmentRequest} */
    public record RequestNode(String request) {}

    public static RenewalInput of(Bytes request) {
        return new RenewalInput(new RequestNode(Base64.getEncoder().encodeToString(request.toArray())));
    }

    /** @throws MessageException when it is not Base64 */
    public Bytes request() {
        return RenewalOutput.decoded(rnwlinfo.request);
    }
}
