package org.yibao.link.session;

import java.time.Duration;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;

/**
 * Moves a terminal's frames; one connection at a time, one thread. {@link #execute} and {@link #close} may be called
 * from any thread, everything else on the transport's own, which also calls the listeners.
 */
public interface ClientTransport extends AutoCloseable {
    void execute(Runnable task);

    void schedule(Duration delay, Runnable task);

    /** Opens a connection, TLS included; ends one that is still open. */
    void connect(LineAddress address, Listener listener);

    /** Nothing happens when the connection is gone: the listener hears of that. */
    void send(Frame frame);

    /** Closes the connection after what was sent has left, or soon when it does not leave; its listener hears nothing any more. */
    void disconnect();

    /** Judges the other end of the connection again; where it is to be trusted no more, the connection ends as an impostor's. */
    void judgeAgain();

    @Override
    void close();

    /** What happens on one connection. */
    interface Listener {
        void connected();

        void received(Frame frame);

        /** The bytes are no frames; nothing more will be read. */
        void broken(FrameException fault);

        /** The connection is gone, or could not be made. */
        void closed(String reason);

        /** It could not be made: the other end's certificate is not the platform's. */
        void impostor(String reason);
    }
}
