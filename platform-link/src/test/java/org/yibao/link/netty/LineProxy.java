package org.yibao.link.netty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A cable between terminal and platform that can be made bad while it is in use. */
public final class LineProxy implements AutoCloseable {
    /** What becomes of the bytes on their way. */
    public enum Cable {
        GOOD,
        /** Each piece comes a tenth of a second late. */
        SLOW,
        /** Byte by byte, a second each. */
        TRICKLING,
        /** They vanish; neither end hears of it. */
        BLACK_HOLE,
        /** The next answer is passed in part, then the connection is reset. */
        RESET_IN_MID_FRAME,
        /** The next answer is passed in part, then the stream ends: TCP in order, TLS without its farewell. */
        TRUNCATED
    }

    private static final int PIECE_BYTES = 16_384;
    private static final int PART_BYTES = 40;

    public volatile Cable cable = Cable.GOOD;

    private final ServerSocket listening;
    private final int platformPort;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public LineProxy(int platformPort) throws IOException {
        this.platformPort = platformPort;
        listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket terminal = listening.accept();
                Socket platform = new Socket(InetAddress.getLoopbackAddress(), platformPort);
                sockets.addAll(List.of(terminal, platform));
                threads.execute(() -> carry(terminal, platform, false));
                threads.execute(() -> carry(platform, terminal, true));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void carry(Socket from, Socket to, boolean down) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                Cable now = cable;
                if (down && (now == Cable.RESET_IN_MID_FRAME || now == Cable.TRUNCATED)) {
                    cable = Cable.GOOD;
                    out.write(piece, 0, Math.min(length, PART_BYTES));
                    to.setSoLinger(now == Cable.RESET_IN_MID_FRAME, 0);
                    return;
                }
                pass(now, piece, length, out);
            }
        } catch (IOException torn) {
            // Both ends are closed.
        }
    }

    private void pass(Cable now, byte[] piece, int length, OutputStream out) throws IOException {
        switch (now) {
            case GOOD, RESET_IN_MID_FRAME, TRUNCATED -> out.write(piece, 0, length);
            case SLOW -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                out.write(piece, 0, length);
            }
            case TRICKLING -> {
                for (int i = 0; i < length && !Thread.currentThread().isInterrupted(); i++) {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                    out.write(piece, i, 1);
                }
            }
            case BLACK_HOLE -> {}
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
