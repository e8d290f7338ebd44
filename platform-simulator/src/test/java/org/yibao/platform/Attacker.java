package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;

/** Somebody with the keys of a terminal, who sends what no terminal would. */
final class Attacker {
    private final TestTerminal terminal;
    private final SSLContext lineKey;
    private final int port;

    Attacker(TestTerminal terminal, int port) {
        this.terminal = terminal;
        this.lineKey = RawLine.context(terminal.identity());
        this.port = port;
    }

    TestTerminal terminal() {
        return terminal;
    }

    /** Past TLS, before any frame. */
    RawLine connected() throws IOException {
        return connected(port);
    }

    RawLine connected(int elsewhere) throws IOException {
        return RawLine.open(lineKey, elsewhere);
    }

    RawLine connected(String protocol) throws IOException {
        return RawLine.open(lineKey, port, protocol);
    }

    RawLine welcomed() throws IOException {
        RawLine line = connected();
        try {
            line.send(hello());
            assertInstanceOf(Frame.Welcome.class, line.next());
            return line;
        } catch (IOException refused) {
            line.close();
            throw refused;
        }
    }

    Frame hello() {
        return hello(FrameCodec.VERSION);
    }

    Frame hello(int version) {
        return new Frame.Hello(new Terms(
                List.of(version),
                0,
                8,
                FrameCodec.BODY_BYTES_MAX,
                MessageSigner.of(terminal.identity()).chain()));
    }

    /** Sends them all at once, and returns as many answers as they come. */
    List<Frame> played(List<Frame> requests) throws IOException {
        try (RawLine line = welcomed()) {
            for (Frame request : requests) {
                line.send(request);
            }
            List<Frame> answers = new ArrayList<>();
            while (answers.size() < requests.size()) {
                answers.add(line.next());
            }
            return answers;
        }
    }

    static void assertClosed(CloseCode code, RawLine line) throws IOException {
        Frame.Close close = assertInstanceOf(Frame.Close.class, line.next());
        assertEquals(code.number(), close.code(), close.text());
        assertTrue(line.endsInSilence());
    }
}
