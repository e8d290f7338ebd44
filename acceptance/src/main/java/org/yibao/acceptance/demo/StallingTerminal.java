package org.yibao.acceptance.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.terminal.command.Main;

/**
 * The terminal as it ships, but for one thing: when told to, it stands still right before or right after a durable
 * step, so that whoever watches can end the process at exactly that point. The terminal's own code has no such switch.
 */
public final class StallingTerminal {
    private static final String STALL = "stall-%s-%s";
    private static final String STALLED = "stalled";

    /** On which side of a step. */
    enum Moment {
        BEFORE,
        AFTER
    }

    private StallingTerminal() {}

    public static void main(String[] arguments) {
        Path configuration = Path.of(arguments[arguments.length - 1]);
        Path folder = configuration.toAbsolutePath().resolveSibling("");
        System.exit(Main.execute(store -> stalling(store, folder), arguments));
    }

    /**
     * @param step the name of a method of {@link SettlementStore}
     * @return a file that is there once the terminal in {@code folder} stands still at its next such step
     */
    static Path stall(Path folder, Moment moment, String step) {
        try {
            Path stalled = folder.resolve(STALLED);
            Files.deleteIfExists(stalled);
            Files.createFile(told(folder, moment, step));
            return stalled;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path told(Path folder, Moment moment, String step) {
        return folder.resolve(STALL.formatted(moment.name().toLowerCase(Locale.ROOT), step));
    }

    private static SettlementStore stalling(SettlementStore store, Path folder) {
        Object proxy = Proxy.newProxyInstance(
                SettlementStore.class.getClassLoader(),
                new Class<?>[] {SettlementStore.class},
                (self, step, values) -> {
                    try {
                        standStillIfTold(folder, Moment.BEFORE, step.getName());
                        Object result = step.invoke(store, values);
                        standStillIfTold(folder, Moment.AFTER, step.getName());
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return (SettlementStore) proxy;
    }

    /** The order is taken and answered in one move: only one thread follows it, and the watcher sees it at once. */
    private static void standStillIfTold(Path folder, Moment moment, String step)
            throws IOException, InterruptedException {
        Path told = told(folder, moment, step);
        if (!Files.exists(told)) {
            return;
        }
        try {
            Files.move(told, folder.resolve(STALLED), StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.NoSuchFileException anotherThreadStandsStill) {
            return;
        }
        new CountDownLatch(1).await();
    }
}
