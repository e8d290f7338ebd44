package org.yibao.benchmarks;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Two TLS engines joined by two buffers, driven in turn by one thread. */
public final class EnginePair {
    private static final int TURNS_MAX = 200;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer clear = ByteBuffer.allocate(BUFFER_BYTES);

    /** Both ends are through the handshake. */
    EnginePair(SSLEngine client, SSLEngine server) throws SSLException {
        this.client = client;
        this.server = server;
        client.beginHandshake();
        server.beginHandshake();
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            int moved = step(client, toClient, toServer) + step(server, toServer, toClient);
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
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
        int moved = engine.wrap(ByteBuffer.allocate(0), out).bytesProduced();
        in.flip();
        moved += engine.unwrap(in, clear.clear()).bytesConsumed();
        in.compact();
        return moved;
    }

    String suite() {
        return client.getSession().getCipherSuite();
    }

    /** Sends a message to the server and back; what came back. */
    byte[] echo(byte[] message) throws SSLException {
        return pass(server, pass(client, message, server, toServer), client, toClient);
    }

    private byte[] pass(SSLEngine from, byte[] message, SSLEngine to, ByteBuffer wire) throws SSLException {
        from.wrap(ByteBuffer.wrap(message), wire);
        wire.flip();
        to.unwrap(wire, clear.clear());
        wire.compact();
        byte[] received = new byte[clear.flip().remaining()];
        clear.get(received);
        return received;
    }
}
