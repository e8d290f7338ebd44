package org.yibao.acceptance.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.terminal.Main;

/**
 * The terminal as it ships, but for one thing: when told to, it stands still right after its next record is durable,
 * so that whoever watches can end the process at exactly that point. The terminal's own code has no such switch.
 */
public final class StallingTerminal {
    private static final String STALL = "stall";
    private static final String DURABLE = "durable";
    private static final String STEP = "accept";

    private StallingTerminal() {}

    public static void main(String[] arguments) {
        Path configuration = Path.of(arguments[arguments.length - 1]);
        Path folder = configuration.toAbsolutePath().resolveSibling("");
        System.exit(Main.execute(store -> stalling(store, folder), arguments));
    }

    /** @return a file that is there once the next record of the terminal in {@code folder} is durable */
    static Path stallAfterNextRecord(Path folder) {
        try {
            Path durable = folder.resolve(DURABLE);
            Files.deleteIfExists(durable);
            Files.createFile(folder.resolve(STALL));
            return durable;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SettlementStore stalling(SettlementStore store, Path folder) {
        Object proxy = Proxy.newProxyInstance(
                SettlementStore.class.getClassLoader(),
                new Class<?>[] {SettlementStore.class},
                (self, step, values) -> {
                    try {
                        Object result = step.invoke(store, values);
                        if (step.getName().equals(STEP) && Files.deleteIfExists(folder.resolve(STALL))) {
                            Files.createFile(folder.resolve(DURABLE));
                            new CountDownLatch(1).await();
                        }
                        return result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return (SettlementStore) proxy;
    }
}
