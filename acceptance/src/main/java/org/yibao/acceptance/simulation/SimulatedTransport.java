package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.TrustedCertificate;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.session.ClientTransport;
import org.yibao.link.session.LineAddress;
import org.yibao.link.testing.FaultyConnection;

/** Moves a terminal's frames over faulty connections. */
final class SimulatedTransport implements ClientTransport {
    private static final Duration CONNECTED_WITHIN = Duration.ofMillis(300);

    private final World world;
    private final SimulatedPlatform platform;
    private final TrustedCertificate line;
    private final Consumer<Runnable> process;
    private @Nullable FaultyConnection connection;
    private boolean cableOut;
    private int attempt;

    /** @param process runs what the terminal's process does, as long as it lives */
    SimulatedTransport(World world, SimulatedPlatform platform, TrustedCertificate line, Consumer<Runnable> process) {
        this.world = world;
        this.platform = platform;
        this.line = line;
        this.process = process;
    }

    /** For as long as this, nothing comes through. */
    void pull(Duration time) {
        cableOut = true;
        if (connection != null) {
            connection.cut();
        }
        world.time().after(time, this::plug);
    }

    /** The cable is in again. */
    void plug() {
        cableOut = false;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        world.time().after(delay, () -> process.accept(task));
    }

    @Override
    public void connect(LineAddress address, Listener listener) {
        disconnect();
        attempt++;
        int mine = attempt;
        boolean unanswered = world.chance().strikes(Fault.CONNECTION_UNANSWERED) || cableOut;
        boolean refused = world.chance().strikes(Fault.CONNECTION_REFUSED);
        if (unanswered) {
            return;
        }
        world.later(
                CONNECTED_WITHIN,
                () -> process.accept(() -> {
                    if (mine != attempt) {
                        return;
                    }
                    if (refused || !platform.up()) {
                        listener.closed("refused");
                        return;
                    }
                    FaultyConnection made = new FaultyConnection(
                            world.time(), world.chance(), PlatformLimits.USUAL, new Alive(listener));
                    connection = made;
                    platform.accept(made, line);
                    listener.connected();
                }));
    }

    @Override
    public void send(Frame frame) {
        if (connection != null) {
            connection.ask(frame);
        }
    }

    @Override
    public void disconnect() {
        attempt++;
        if (connection != null) {
            connection.leave();
            connection = null;
        }
    }

    @Override
    public void judgeAgain() {
        // The platform's certificate outlives every run.
    }

    /** The process is gone. */
    @Override
    public void close() {
        attempt++;
        if (connection != null) {
            connection.terminalDied();
            connection = null;
        }
    }

    private final class Alive implements Listener {
        private final Listener listener;

        Alive(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void connected() {
            process.accept(listener::connected);
        }

        @Override
        public void received(Frame frame) {
            process.accept(() -> listener.received(frame));
        }

        @Override
        public void broken(FrameException fault) {
            process.accept(() -> listener.broken(fault));
        }

        @Override
        public void closed(String reason) {
            process.accept(() -> {
                connection = null;
                listener.closed(reason);
            });
        }

        @Override
        public void impostor(String reason) {
            process.accept(() -> listener.impostor(reason));
        }
    }
}
