package org.yibao.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.yibao.settlement.Bytes;

/** A proxy on loopback that hands on whatever comes, each piece half a round trip later. */
final class DelayedLine implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 16;

    private final ServerSocket server;
    private final InetSocketAddress platform;
    private final long delayNanos;

    /** @param bytes none at the end */
    private record Piece(Bytes bytes, long due) {}

    private DelayedLine(ServerSocket server, InetSocketAddress platform, Duration roundTrip) {
        this.server = server;
        this.platform = platform;
        this.delayNanos = roundTrip.toNanos() / 2;
    }

    static DelayedLine open(int platformPort, Duration roundTrip) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        DelayedLine line = new DelayedLine(
                new ServerSocket(0, 1, loopback), new InetSocketAddress(loopback, platformPort), roundTrip);
        start(line::accept);
        return line;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket terminal = server.accept();
                Socket there = new Socket();
                there.connect(platform);
                terminal.setTcpNoDelay(true);
                there.setTcpNoDelay(true);
                handOn(terminal, there);
                handOn(there, terminal);
            }
        } catch (IOException closed) {
            // The benchmark is over.
        }
    }

    private void handOn(Socket from, Socket to) {
        BlockingQueue<Piece> onTheWay = new LinkedBlockingQueue<>();
        start(() -> take(from, onTheWay));
        start(() -> give(to, onTheWay));
    }

    private void take(Socket from, BlockingQueue<Piece> onTheWay) {
        byte[] buffer = new byte[PIECE_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                onTheWay.add(new Piece(Bytes.of(Arrays.copyOf(buffer, read)), System.nanoTime() + delayNanos));
            }
        } catch (IOException broken) {
            // The other side is closed as well.
        }
        onTheWay.add(new Piece(Bytes.of(new byte[0]), System.nanoTime()));
    }

    private static void give(Socket to, BlockingQueue<Piece> onTheWay) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Piece piece = onTheWay.take(); piece.bytes().length() > 0; piece = onTheWay.take()) {
                for (long left = piece.due() - System.nanoTime(); left > 0; left = piece.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(piece.bytes().toArray());
            }
        } catch (IOException | InterruptedException broken) {
            // The other side is closed as well.
        }
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "delayed-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
