package org.yibao.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;

/** Passes one connection on to the platform and keeps what the terminal sent, as it stood on the wire. */
final class Wiretap implements AutoCloseable {
    private static final int WAIT_MILLIS = 30_000;

    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int platformPort;
    private final CompletableFuture<byte[]> recorded;
    private volatile boolean withholding;

    Wiretap(int platformPort) throws IOException {
        this.platformPort = platformPort;
        recorded = CompletableFuture.supplyAsync(this::passOn);
    }

    int port() {
        return door.getLocalPort();
    }

    /** What the terminal sends from here on is kept and not passed on. */
    void withhold() {
        withholding = true;
    }

    /** What the terminal sent, once its connection ended. */
    byte[] recorded() {
        return recorded.join();
    }

    private byte[] passOn() {
        try (Socket terminal = door.accept();
                Socket platform = new Socket(InetAddress.getLoopbackAddress(), platformPort)) {
            CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> copy(platform, terminal));
            byte[] sent = copy(terminal, platform);
            platform.shutdownOutput();
            back.join();
            return sent;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private byte[] copy(Socket from, Socket to) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                kept.write(piece, 0, count);
                if (!withholding) {
                    out.write(piece, 0, count);
                }
            }
        } catch (SocketException gone) {
            return kept.toByteArray();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return kept.toByteArray();
    }

    /** Sends bytes to the platform as they are, and waits until it ends the connection. */
    void replay(byte[] bytes) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), platformPort)) {
            plain.setSoTimeout(WAIT_MILLIS);
            plain.getOutputStream().write(bytes);
            copy(plain, plain);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
