package org.yibao.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sqlite.SQLiteConfig;
import org.yibao.certs.Sm2Signer;
import org.yibao.settlement.Sale;
import org.yibao.store.SqliteStore;
import org.yibao.store.StoreKeys;

/**
 * Sales made durable a second: one by one, and by eight tills at once; in the same rounds what they are measured by: the
 * same bytes in one row of a bare SQLite file with the same log and sync, the same with one SM2 signature, and the same
 * bytes appended to a file and synced. An accept makes and signs its message, seals and chains four rows, and signs its
 * record.
 *
 * <p>Arguments: sales of each measurement (500), rounds (7).
 */
public final class DurableAccepts {
    private static final int SALES = 500;
    private static final int ROUNDS = 7;
    private static final int TILLS = 8;
    private static final int WARM_UP = 2_000;
    private static final double NANOS = 1e9;

    private final SqliteStore store;
    private final SaleMaker sales;
    private final Connection bare;
    private final PreparedStatement insert;
    private final FileChannel appended;
    private final Sm2Signer signer;
    private final byte[] content;
    private final ExecutorService tills = Executors.newFixedThreadPool(TILLS);

    private enum Measured {
        APPEND("the bytes appended and synced"),
        BARE("the bytes in a row of a bare SQLite file"),
        BARE_SIGNED("the same and one SM2 signature"),
        ONE_BY_ONE("accepted one by one"),
        TILLS_8("accepted by 8 tills");

        private final String words;

        Measured(String words) {
            this.words = words;
        }
    }

    private DurableAccepts(Path folder, SqliteStore store, SaleMaker sales, Sm2Signer signer, int bytes)
            throws IOException, SQLException {
        this.store = store;
        this.sales = sales;
        this.signer = signer;
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        bare = config.createConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
        try (Statement table = bare.createStatement()) {
            table.executeUpdate("CREATE TABLE content (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
        }
        insert = bare.prepareStatement("INSERT INTO content (bytes) VALUES (?)");
        appended = FileChannel.open(folder.resolve("appended"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        content = new byte[bytes];
    }

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SALES;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        Path folder = Files.createTempDirectory("durable-accepts");
        SaleMaker sales = SaleMaker.alone();
        StoreKeys keys = sales.storeKeys();
        Path file = folder.resolve("store.db");
        try (SqliteStore store =
                SqliteStore.open(file, keys, SaleMaker.CLINIC, InstantSource.system(), Integer.MAX_VALUE)) {
            for (int sale = 0; sale < WARM_UP; sale++) {
                sales.accept(store, sales.sale(store.ids().next(SaleMaker.now()), SaleMaker.person(sale)));
            }
            int bytes = bytesOfAnAccept(file);
            DurableAccepts measured = new DurableAccepts(folder, store, sales, keys.signer(), bytes);
            System.out.printf(Locale.ROOT, "%d accepts a measurement, each of %d bytes in its rows%n", count, bytes);
            measured.print(count, rounds);
            measured.tills.shutdown();
            measured.bare.close();
        } finally {
            Folders.delete(folder);
        }
    }

    private void print(int count, int rounds) throws Exception {
        Map<Measured, double[]> rates = new EnumMap<>(Measured.class);
        for (Measured what : Measured.values()) {
            rates.put(what, new double[rounds]);
        }
        for (int round = -1; round < rounds; round++) {
            for (Measured what : Measured.values()) {
                double rate = rate(what, count);
                if (round >= 0) {
                    of(rates, what)[round] = rate;
                }
            }
        }
        for (Measured what : Measured.values()) {
            double[] sorted = of(rates, what).clone();
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %,8.0f a second (%,.0f to %,.0f)%n",
                    what.words,
                    sorted[rounds / 2],
                    sorted[0],
                    sorted[rounds - 1]);
        }
        ratio("bare with a signature / one by one", rates, Measured.BARE_SIGNED, Measured.ONE_BY_ONE);
        ratio("8 tills / one by one", rates, Measured.TILLS_8, Measured.ONE_BY_ONE);
    }

    private static double[] of(Map<Measured, double[]> rates, Measured what) {
        return Objects.requireNonNull(rates.get(what));
    }

    private static void ratio(String words, Map<Measured, double[]> rates, Measured over, Measured under) {
        double[] ratios = new double[of(rates, over).length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = of(rates, over)[round] / of(rates, under)[round];
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "%-44s %.2f%n", words, ratios[ratios.length / 2]);
    }

    /** Sales are made up before the clock runs; message, signature and commit are in it. */
    private double rate(Measured what, int count) throws Exception {
        List<Sale> made = new ArrayList<>();
        if (what == Measured.ONE_BY_ONE || what == Measured.TILLS_8) {
            for (int sale = 0; sale < count; sale++) {
                made.add(sales.sale(store.ids().next(SaleMaker.now()), SaleMaker.person(sale)));
            }
        }
        long from = System.nanoTime();
        switch (what) {
            case APPEND -> append(count);
            case BARE -> insert(count, false);
            case BARE_SIGNED -> insert(count, true);
            case ONE_BY_ONE -> made.forEach(sale -> sales.accept(store, sale));
            case TILLS_8 -> byTills(made);
        }
        return count * NANOS / (System.nanoTime() - from);
    }

    private void append(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            appended.write(ByteBuffer.wrap(content));
            appended.force(false);
        }
    }

    private void insert(int count, boolean signed) throws SQLException {
        for (int i = 0; i < count; i++) {
            if (signed) {
                signer.sign(content);
            }
            insert.setBytes(1, content);
            insert.executeUpdate();
        }
    }

    private void byTills(List<Sale> made) throws Exception {
        List<Future<?>> ends = new ArrayList<>();
        for (int till = 0; till < TILLS; till++) {
            int first = till;
            ends.add(tills.submit(() -> {
                for (int i = first; i < made.size(); i += TILLS) {
                    sales.accept(store, made.get(i));
                }
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
    }

    private static int bytesOfAnAccept(Path file) throws SQLException {
        try (Connection reader = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
                Statement statement = reader.createStatement();
                ResultSet sum = statement.executeQuery("""
                        SELECT (SELECT length(sealed) + length(settlement) + length(signer) + length(previous)
                                  + length(hash) + length(signature) FROM journal ORDER BY number DESC LIMIT 1)
                          + (SELECT length(sealed) + length(id) FROM settlement ORDER BY accepted DESC LIMIT 1)
                          + (SELECT length(sealed) + length(message) + length(settlement) + length(person_code)
                               FROM outbox ORDER BY sequence DESC LIMIT 1)
                          + (SELECT length(sealed) + length(psn_no_code) + length(identity_code) FROM person LIMIT 1)
                        """)) {
            return sum.getInt(1);
        }
    }
}
