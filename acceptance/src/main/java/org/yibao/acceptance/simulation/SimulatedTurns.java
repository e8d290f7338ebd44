package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.util.function.Consumer;
import org.yibao.link.testing.VirtualTime;
import org.yibao.settlement.turn.Turns;

/** Turns in virtual time. */
final class SimulatedTurns implements Turns {
    private final VirtualTime time;
    private final Consumer<Runnable> process;

    SimulatedTurns(VirtualTime time, Consumer<Runnable> process) {
        this.time = time;
        this.process = process;
    }

    @Override
    public void next(Runnable task) {
        time.after(Duration.ZERO, () -> process.accept(task));
    }

    @Override
    public void every(Duration pause, Runnable task) {
        next(() -> {
            task.run();
            time.after(pause, () -> process.accept(() -> every(pause, task)));
        });
    }

    @Override
    public void close() {
        // A process that is gone takes no turn.
    }
}
