package org.yibao.acceptance.demo;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A cable for one TLS connection that carries the handshake and the request, and never the answer. */
final class AnswerThief implements AutoCloseable {
    private static final int RECORD_HEAD_BYTES = 5;
    private static final int LENGTH_AT = 3;
    /** RFC 8446, 5.1; the handshake's last record of a client bears it too. */
    private static final int APPLICATION_DATA = 23;

    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int platformPort;
    private final CompletableFuture<Void> passing;
    private volatile boolean withholding;

    AnswerThief(int platformPort) throws IOException {
        this.platformPort = platformPort;
        passing = CompletableFuture.runAsync(this::passOn);
    }

    int port() {
        return door.getLocalPort();
    }

    private void passOn() {
        try (Socket terminal = door.accept();
                Socket platform = new Socket(InetAddress.getLoopbackAddress(), platformPort)) {
            CompletableFuture<Void> back = CompletableFuture.runAsync(() -> answers(platform, terminal));
            requests(terminal, platform);
            platform.shutdownOutput();
            back.join();
        } catch (SocketException | EOFException over) {
            // Whoever was killed says no goodbye.
            return;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void requests(Socket terminal, Socket platform) throws IOException {
        DataInputStream in = new DataInputStream(terminal.getInputStream());
        OutputStream out = platform.getOutputStream();
        int sealed = 0;
        for (byte[] head = in.readNBytes(RECORD_HEAD_BYTES);
                head.length == RECORD_HEAD_BYTES;
                head = in.readNBytes(RECORD_HEAD_BYTES)) {
            byte[] body = new byte[Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(LENGTH_AT))];
            in.readFully(body);
            if (head[0] == APPLICATION_DATA) {
                sealed++;
            }
            if (sealed > 1) {
                withholding = true;
            }
            out.write(head);
            out.write(body);
        }
    }

    private void answers(Socket platform, Socket terminal) {
        byte[] piece = new byte[4096];
        try {
            for (int count = platform.getInputStream().read(piece);
                    count >= 0;
                    count = platform.getInputStream().read(piece)) {
                if (!withholding) {
                    terminal.getOutputStream().write(piece, 0, count);
                }
            }
        } catch (SocketException gone) {
            return;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        passing.join();
    }
}
