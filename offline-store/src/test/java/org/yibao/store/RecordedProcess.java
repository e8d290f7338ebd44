package org.yibao.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Objects;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Sales;

/**
 * Opens a store on a disk that is recorded and takes the steps of some sales. After each step it says so in a file of
 * the same disk, so that the recording holds at which call which step was done. Prints the key that it signs with.
 */
final class RecordedProcess {
    /** Each line is one step that is done. */
    static final String SAID = "said";

    private static final int SYNC = 2;
    private static final int EIO = 5;

    private final FileChannel said;
    private final SqliteStore store;

    private RecordedProcess(FileChannel said, SqliteStore store) {
        this.said = said;
        this.store = store;
    }

    /**
     * @param arguments the disk's folder; how many sales; the number of the first; {@code close} to end in order,
     *     {@code halt} to end as if killed, {@code fail} to have the last sale's sync fail and end as if killed
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int sales = Integer.parseInt(arguments[1]);
        int first = Integer.parseInt(arguments[2]);
        Sm2KeyPair signing = Sm2KeyPair.generate();
        System.out.println(HexFormat.of().formatHex(signing.sm2PublicKey().encoded()));
        System.out.flush();
        try (FileChannel said =
                        FileChannel.open(folder.resolve(SAID), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                SqliteStore store = TestStores.open(
                        folder.resolve("store.db"), StoreKeys.of(TestKeys.keyEncryptionKey(), signing))) {
            RecordedProcess process = new RecordedProcess(said, store);
            for (int number = first; number < first + sales; number++) {
                process.sell(number);
            }
            if (arguments[3].equals("fail")) {
                process.failToSell(
                        FaultyDisk.mapped(Path.of(Objects.requireNonNull(System.getenv("DISK_CONTROL")))),
                        first + sales);
            }
            if (!arguments[3].equals("close")) {
                Runtime.getRuntime().halt(0);
            }
        }
    }

    private void sell(int number) throws IOException {
        Sale sale = TestStores.sell(store, number);
        say("accepted " + number);
        store.settlements().attempted(sale.id(), TestStores.CLOCK.instant());
        store.settlements().told(sale.id(), Told.PROVISIONAL);
        say("told " + number);
        if (number % 2 == 0) {
            store.settlements().answered(sale.id(), Sales.booked(sale), Sales.evidence("answer"), Sales.after(sale));
            say("answered " + number);
        }
    }

    private void failToSell(IntBuffer control, int number) {
        // The second: the first is that of the message id.
        control.put(0, SYNC).put(1, 2).put(2, EIO).put(4, 0);
        try {
            TestStores.sell(store, number);
            throw new IllegalStateException("sold though the sync failed");
        } catch (StoreException refused) {
            control.put(0, 0);
        }
    }

    private void say(String line) throws IOException {
        said.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
