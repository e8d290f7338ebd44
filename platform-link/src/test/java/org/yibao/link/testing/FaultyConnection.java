package org.yibao.link.testing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.FloodGuard;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameException;
import org.yibao.link.server.Outlet;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.server.ServerConnection;
import org.yibao.link.session.ClientTransport;

/**
 * One connection in virtual time, over a line that loses, doubles, changes, delays, swallows and cuts. It carries
 * bytes, in order, and keeps the platform's limits of time as its transport does. The terminal calls {@link #ask} and
 * {@link #leave}, the platform what an {@link Outlet} has.
 */
public final class FaultyConnection implements Outlet {
    private static final int USUAL_MILLIS = 60;
    private static final int LATE_MILLIS = 6_000;
    private static final int HEARD_WITHIN_MILLIS = 1_000;

    private final VirtualTime time;
    private final LineFaults faults;
    private final PlatformLimits limits;
    private final ClientTransport.Listener terminal;
    private @Nullable ServerConnection platform;
    private Instant upFree;
    private Instant downFree;
    private Instant heard;
    private int swallowed;
    private boolean blackHole;
    private boolean overForTerminal;
    private boolean overForPlatform;

    /** @param terminal hears nothing more once the terminal has left */
    public FaultyConnection(
            VirtualTime time, LineFaults faults, PlatformLimits limits, ClientTransport.Listener terminal) {
        this.time = time;
        this.faults = faults;
        this.limits = limits;
        this.terminal = terminal;
        upFree = time.instant();
        downFree = upFree;
        heard = upFree;
    }

    /** @param end made with this connection as its outlet */
    public void accepted(ServerConnection end) {
        platform = end;
        time.after(limits.helloWithin(), () -> {
            if (!end.welcomed()) {
                silent(end);
            }
        });
        time.after(limits.silenceMax(), () -> listen(end));
    }

    private void listen(ServerConnection end) {
        Instant silentFrom = heard.plus(limits.silenceMax());
        if (overForPlatform) {
            return;
        }
        if (time.instant().isBefore(silentFrom)) {
            time.at(silentFrom, () -> listen(end));
        } else {
            silent(end);
        }
    }

    private static void silent(ServerConnection end) {
        end.fail(CloseCode.SILENCE, new FrameException(CloseCode.SILENCE, "nothing was heard"));
    }

    /** A frame of the terminal's. */
    public void ask(Frame frame) {
        for (byte[] bytes : carried(frame)) {
            upFree = arrival(upFree);
            time.at(upFree, () -> toPlatform(bytes));
        }
    }

    @Override
    public void send(Frame frame) {
        for (byte[] bytes : carried(frame)) {
            downFree = arrival(downFree);
            time.at(downFree, () -> toTerminal(bytes));
        }
    }

    private Instant arrival(Instant free) {
        int within = faults.strikes(LineFault.LATE) ? LATE_MILLIS : USUAL_MILLIS;
        Instant comes = time.instant().plusMillis(1 + faults.random().nextInt(within));
        return comes.isBefore(free) ? free : comes;
    }

    private List<byte[]> carried(Frame frame) {
        blackHole |= faults.strikes(LineFault.SWALLOWED);
        if (faults.strikes(LineFault.TORN)) {
            tear();
        }
        if (blackHole) {
            swallowed++;
            if (swallowed > limits.window() + 2 * FloodGuard.FRAMES_MAX) {
                throw new IllegalStateException("frames heap up");
            }
            return List.of();
        }
        byte[] bytes = FrameCodec.encode(frame);
        if (faults.strikes(LineFault.CHANGED)) {
            bytes[changed(frame, bytes.length)] ^= 1;
        }
        return faults.strikes(LineFault.LOST)
                ? List.of()
                : faults.strikes(LineFault.DOUBLED) ? List.of(bytes, bytes) : List.of(bytes);
    }

    /** Certificates are a byte longer or shorter each time they are made: a seed must mean the same with any. */
    private int changed(Frame frame, int length) {
        double place = faults.random().nextDouble();
        return frame instanceof Frame.Hello || frame instanceof Frame.Welcome
                ? length - 1
                : FrameCodec.LENGTH_BYTES + (int) (place * (length - FrameCodec.LENGTH_BYTES));
    }

    private void toPlatform(byte[] bytes) {
        ServerConnection end = Objects.requireNonNull(platform);
        if (overForPlatform) {
            return;
        }
        try {
            Frame frame = decoded(bytes);
            heard = time.instant();
            end.received(frame);
        } catch (FrameException broken) {
            end.fail(broken.code(), broken);
        }
    }

    private void toTerminal(byte[] bytes) {
        if (overForTerminal) {
            return;
        }
        try {
            terminal.received(decoded(bytes));
        } catch (FrameException broken) {
            terminal.broken(broken);
        }
    }

    private static Frame decoded(byte[] bytes) {
        FrameCodec.requireBodyLength(ByteBuffer.wrap(bytes).getInt(), FrameCodec.BODY_BYTES_MAX);
        return FrameCodec.decode(Arrays.copyOfRange(bytes, FrameCodec.LENGTH_BYTES, bytes.length));
    }

    /** By the terminal: what it sent still arrives. */
    public void leave() {
        overForTerminal = true;
        if (!blackHole) {
            time.at(upFree, this::endForPlatform);
        }
    }

    private void endForPlatform() {
        if (!overForPlatform) {
            overForPlatform = true;
            Objects.requireNonNull(platform).ended();
        }
    }

    /** By the platform. */
    @Override
    public void close() {
        overForPlatform = true;
        if (!blackHole) {
            time.at(downFree, this::endForTerminal);
        }
    }

    private void endForTerminal() {
        if (!overForTerminal) {
            overForTerminal = true;
            terminal.closed("closed");
        }
    }

    @Override
    public void cut() {
        tear();
    }

    /** Whether the platform's end is closed. */
    public boolean isOver() {
        return overForPlatform;
    }

    /** The terminal's process is gone. */
    public void terminalDied() {
        overForTerminal = true;
        blackHole = true;
        perhaps(this::endForPlatform);
    }

    /** The platform's process is gone. */
    public void platformDied() {
        overForPlatform = true;
        blackHole = true;
        perhaps(this::endForTerminal);
    }

    /** Each end hears of it by itself, or never. */
    private void tear() {
        blackHole = true;
        perhaps(this::endForTerminal);
        perhaps(this::endForPlatform);
    }

    private void perhaps(Runnable hears) {
        if (faults.random().nextBoolean()) {
            time.at(time.instant().plusMillis(faults.random().nextInt(HEARD_WITHIN_MILLIS)), hears);
        }
    }
}
