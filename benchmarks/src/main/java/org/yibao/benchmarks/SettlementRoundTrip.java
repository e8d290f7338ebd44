package org.yibao.benchmarks;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.yibao.certs.LineSuites;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.PlatformGateway.Delivery;

/**
 * A settlement of five lines from the terminal's gateway to the reference platform and back, in one process over
 * loopback and TLS: message made, signed, sent, verified, split, booked with a synced commit, answered, signed,
 * verified. In each suite: one after another (how long a cashier waits) and with the window full (how fast a queue
 * drains); beside them what cannot be undercut, the same bytes echoed over a bare socket, and the making and signing of
 * a message alone.
 *
 * <p>Arguments: settlements of each measurement (2000), rounds (3).
 */
public final class SettlementRoundTrip {
    private static final int SETTLEMENTS = 2000;
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 600;
    private static final int WINDOW = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double HALF = 0.5;
    private static final double NINETY_NINE = 0.99;

    private SettlementRoundTrip() {}

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SETTLEMENTS;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        System.out.printf(Locale.ROOT, "%d settlements a measurement%n", count);
        for (int round = 1; round <= rounds; round++) {
            System.out.printf(Locale.ROOT, "round %d%n", round);
            measure("SM", LineSuites.SM_ONLY, count);
            measure("international", LineSuites.INTERNATIONAL, count);
        }
    }

    private static void measure(String name, LineSuites suites, int count) throws Exception {
        Path work = Files.createTempDirectory("settlement-round-trip");
        try (ReferencePlatform platform = ReferencePlatform.start(
                        PlatformSettings.demo(work, 0, Passphrase.loadOrDraw(work), InstantSource.system())
                                .withSuites(suites));
                MeasuredTerminal terminal = MeasuredTerminal.enrolled(platform, suites)) {
            oneByOne(terminal, terminal.messages(WARM_UP));
            long from = System.nanoTime();
            List<SignedMessage> messages = terminal.messages(count);
            double made = count * NANOS / (System.nanoTime() - from);
            long[] waits = oneByOne(terminal, messages);
            List<SignedMessage> queue = terminal.messages(count);
            from = System.nanoTime();
            fullWindow(terminal, queue);
            double drained = count * NANOS / (System.nanoTime() - from);
            long[] bare = echoed(messages.get(0).bytes().length(), count);
            System.out.printf(
                    Locale.ROOT,
                    "%-14s one by one p50 %.2f ms, p99 %.2f ms; window of %d: %,.0f a second; made and signed alone:"
                            + " %,.0f a second; %d bytes echoed over a bare socket p50 %.3f ms, p99 %.3f ms%n",
                    name,
                    at(waits, HALF),
                    at(waits, NINETY_NINE),
                    WINDOW,
                    drained,
                    made,
                    messages.get(0).bytes().length(),
                    at(bare, HALF),
                    at(bare, NINETY_NINE));
        } finally {
            Folders.delete(work);
        }
    }

    private static long[] oneByOne(MeasuredTerminal terminal, List<SignedMessage> messages) {
        long[] nanos = new long[messages.size()];
        for (int i = 0; i < nanos.length; i++) {
            long from = System.nanoTime();
            booked(terminal.gateway()
                    .deliver(messages.get(i), PATIENCE)
                    .toCompletableFuture()
                    .join());
            nanos[i] = System.nanoTime() - from;
        }
        return nanos;
    }

    private static void fullWindow(MeasuredTerminal terminal, List<SignedMessage> messages) {
        Deque<CompletableFuture<Delivery>> inFlight = new ArrayDeque<>();
        for (SignedMessage message : messages) {
            if (inFlight.size() == WINDOW) {
                booked(inFlight.remove().join());
            }
            inFlight.add(terminal.gateway().deliver(message, PATIENCE).toCompletableFuture());
        }
        inFlight.forEach(last -> booked(last.join()));
    }

    private static void booked(Delivery delivery) {
        boolean taken =
                delivery instanceof Delivery.Answered answered && answered.answer() instanceof PlatformAnswer.Booked;
        if (!taken) {
            throw new IllegalStateException("not booked: " + delivery);
        }
    }

    /** The physical limit: as many bytes there and as many back, without TLS, JSON, ledger or thought. */
    private static long[] echoed(int bytes, int count) throws IOException, InterruptedException {
        byte[] message = new byte[bytes];
        long[] nanos = new long[count];
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer = new Thread(() -> echo(server, bytes, count), "echo");
            peer.start();
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                socket.setTcpNoDelay(true);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < count; i++) {
                    long from = System.nanoTime();
                    out.write(message);
                    in.readFully(message);
                    nanos[i] = System.nanoTime() - from;
                }
            }
            peer.join();
        }
        return nanos;
    }

    private static void echo(ServerSocket server, int bytes, int count) {
        byte[] message = new byte[bytes];
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < count; i++) {
                in.readFully(message);
                socket.getOutputStream().write(message);
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static double at(long[] nanos, double part) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) (part * (sorted.length - 1))] / NANOS_PER_MILLI;
    }
}
