package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Two TLS engines joined by two buffers, driven in turn by one thread. */
final class MemoryLine {
    private static final int TURNS_MAX = 200;
    private static final int KEY_SHARE = 51;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER_BYTES);
    private @Nullable SSLEngine failed;
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();

    MemoryLine(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Until both ends are through; throws what the first end to fail threw. */
    void handshake() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            int moved = step(client, toClient, toServer);
            int known = toClient.position();
            moved += step(server, toServer, toClient);
            fromServer.write(toClient.array(), known, toClient.position() - known);
            if (moved == 0 && over(client) && over(server)) {
                return;
            }
        }
        throw new SSLException("the handshake never ends");
    }

    private static boolean over(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private int step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        try {
            return moved(engine, in, out);
        } catch (SSLException failure) {
            failed = engine;
            throw failure;
        }
    }

    private static int moved(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
        SSLEngineResult written = engine.wrap(ByteBuffer.allocate(0), out);
        in.flip();
        ByteBuffer clear = ByteBuffer.allocate(BUFFER_BYTES);
        SSLEngineResult read = engine.unwrap(in, clear);
        in.compact();
        return written.bytesProduced() + read.bytesConsumed();
    }

    /** The first end to fail takes no byte of ours to be sent. */
    void assertFailedEndIsSilent() throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
        SSLEngine end = Objects.requireNonNull(failed);
        assertEquals(0, end.wrap(ByteBuffer.wrap(new byte[] {1}), out).bytesConsumed());
    }

    /** The group of the key agreement, by its number (RFC 8446, 4.2.7), as the server's hello said it. */
    int group() {
        ByteBuffer hello = ByteBuffer.wrap(fromServer.toByteArray());
        hello.position(5 + 4 + 2 + 32);
        hello.position(hello.position() + 1 + hello.get(hello.position()));
        hello.getShort();
        hello.get();
        hello.getShort();
        while (true) {
            int extension = hello.getShort();
            int length = hello.getShort();
            if (extension == KEY_SHARE) {
                return hello.getShort();
            }
            hello.position(hello.position() + length);
        }
    }

    /** Sends bytes from client to server; what the server got. */
    byte[] send(byte[] message) throws SSLException {
        client.wrap(ByteBuffer.wrap(message), toServer);
        toServer.flip();
        ByteBuffer clear = ByteBuffer.allocate(BUFFER_BYTES);
        server.unwrap(toServer, clear);
        toServer.compact();
        return Arrays.copyOf(clear.array(), clear.position());
    }
}
