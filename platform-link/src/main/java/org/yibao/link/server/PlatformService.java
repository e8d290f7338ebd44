package org.yibao.link.server;

import java.util.Optional;
import org.yibao.certs.Certificate;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Request;
import org.yibao.settlement.Bytes;

/** What a platform does with verified requests. Called on the executor given to the transport. */
public interface PlatformService {
    /**
     * A request whose signature is good, whose names agree and whose JSON was read whole. What is wrong with a
     * request before that is answered or closed by the transport.
     *
     * @param signed the bytes as they came: evidence, and what a repeat is compared with; its certificate is the
     *     terminal's present one or an {@link #earlierSigner}
     */
    void request(ConnectedTerminal from, Request request, SignedJson signed, Reply reply);

    /**
     * The certificate with this id, if the terminal signed under it before the one it shows now. A message under it
     * comes to {@link #request} when it moves money and names its place in the journal, which it is judged by.
     *
     * @param certificateId SM3 of its DER
     */
    default Optional<Certificate> earlierSigner(ConnectedTerminal from, Bytes certificateId) {
        return Optional.empty();
    }

    /** A terminal said HELLO and was welcomed. */
    default void connected(ConnectedTerminal terminal) {}

    /** Its connection ended, however. */
    default void disconnected(ConnectedTerminal terminal) {}
}
