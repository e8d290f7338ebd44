package org.yibao.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import org.sqlite.SQLiteConfig;
import org.yibao.certs.RecordHash;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm3;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.store.JournalReview;
import org.yibao.store.SqliteStore;
import org.yibao.store.StoreKeys;

/**
 * How long a store with a long journal takes to open: the chain and the signatures since the head that the platform
 * countersigned last, and nothing that grows with the journal. The journal is written past the store, its records chained
 * as the store would, the first of them signed, over sealed bytes that are noise, with a settlement to every third; the last thousand
 * records are sales.
 *
 * <p>Arguments: records (1000000), sales after the countersigned head (1000), openings (5), records to walk through as the
 * background does (20000).
 */
public final class StartUp {
    private static final int RECORDS = 1_000_000;
    private static final int SALES = 1_000;
    private static final int OPENINGS = 5;
    private static final int WALKED = 20_000;
    private static final int SEALED_BYTES = 500;
    private static final int RECORDS_OF_A_SALE = 3;
    private static final int COMMIT_EVERY = 10_000;
    private static final double NANOS = 1e9;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private StartUp() {}

    public static void main(String[] arguments) throws Exception {
        int records = argument(arguments, 0, RECORDS);
        int sales = argument(arguments, 1, SALES);
        int openings = argument(arguments, 2, OPENINGS);
        int walked = argument(arguments, 3, WALKED);
        Path folder = Files.createTempDirectory("start-up");
        try {
            Path file = folder.resolve("store.db");
            SaleMaker maker = SaleMaker.alone();
            StoreKeys keys = maker.storeKeys();
            try (SqliteStore store = open(file, keys)) {
                store.ids().next(SaleMaker.now());
            }
            write(file, records - sales, walked, keys.signer(), nameOf(keys));
            try (SqliteStore store = open(file, keys)) {
                for (int sale = 0; sale < sales; sale++) {
                    maker.accept(store, maker.sale(store.ids().next(SaleMaker.now()), SaleMaker.person(sale)));
                }
            }
            System.out.printf(Locale.ROOT, "%,d records, %,d MB%n", records, Files.size(file) >> 20);
            for (int opening = 0; opening < openings; opening++) {
                long from = System.nanoTime();
                long cpu = CPU.getCurrentThreadCpuTime();
                try (SqliteStore store = open(file, keys)) {
                    System.out.printf(
                            Locale.ROOT,
                            "opened in %.3f s, %.3f s of CPU, %s%n",
                            (System.nanoTime() - from) / NANOS,
                            (CPU.getCurrentThreadCpuTime() - cpu) / NANOS,
                            store.settlements().refusesBecause().orElse("sells"));
                }
            }
            walk(file, keys, walked);
        } finally {
            Folders.delete(folder);
        }
    }

    private static int argument(String[] arguments, int at, int usual) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
    }

    private static SqliteStore open(Path file, StoreKeys keys) {
        return SqliteStore.open(file, keys, SaleMaker.CLINIC, InstantSource.system());
    }

    private static void walk(Path file, StoreKeys keys, int records) {
        try (SqliteStore store = open(file, keys)) {
            JournalReview review = store.review();
            long from = System.nanoTime();
            int steps = 0;
            while (steps < records / JournalReview.STEP && review.walk().isEmpty()) {
                steps++;
            }
            if (review.verdict().orElse(new JournalVerification.Sound(JournalHead.EMPTY))
                    instanceof JournalVerification.Broken broken) {
                throw new IllegalStateException(broken.toString());
            }
            System.out.printf(
                    Locale.ROOT,
                    "the background walk: %,.0f records a second without its rests%n",
                    steps * JournalReview.STEP * NANOS / (System.nanoTime() - from));
        }
    }

    private static String nameOf(StoreKeys keys) {
        return Sm3.digest(keys.signerKey().encoded()).hex();
    }

    /**
     * Records 1 to {@code last}, and the platform's word on the last of them.
     *
     * @param signed how many of them have a signature; opening looks at none, and a million take minutes
     */
    private static void write(Path file, int last, int signed, Sm2Signer signer, String name) throws SQLException {
        byte[] unsigned = new byte[64];
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        Random noise = new Random(1);
        byte[] previous = new byte[32];
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                PreparedStatement record = connection.prepareStatement(
                        "INSERT INTO journal (number, form, kind, settlement, time_ms, sealed, signer, previous, hash,"
                                + " signature) VALUES (?, 2, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement settlement = connection.prepareStatement(
                        "INSERT INTO settlement (accepted, id, last_record, state, told, follow_up, sealed)"
                                + " VALUES (?, ?, ?, 'ACKNOWLEDGED', 'DONE', 0, ?)");
                PreparedStatement word = connection.prepareStatement(
                        "INSERT INTO countersignature (number, hash, evidence) VALUES (?, ?, x'')")) {
            connection.setAutoCommit(false);
            for (int number = 1; number <= last; number++) {
                byte[] sealed = new byte[SEALED_BYTES];
                noise.nextBytes(sealed);
                int first = number - (number - 1) % RECORDS_OF_A_SALE;
                String kind = number == first ? "ACCEPTED" : number == first + 1 ? "TOLD" : "ANSWERED";
                String id = SaleMaker.CLINIC.institution().code() + "20200101000000A" + String.format("%09d", first);
                byte[] hash = RecordHash.of(previous, content(number, kind, id, number, sealed, name))
                        .bytes();
                record.setLong(1, number);
                record.setString(2, kind);
                record.setString(3, id);
                record.setLong(4, number);
                record.setBytes(5, sealed);
                record.setString(6, name);
                record.setBytes(7, previous);
                record.setBytes(8, hash);
                record.setBytes(9, number <= signed ? signer.sign(signedBytes(hash)) : unsigned);
                record.executeUpdate();
                if (number == first) {
                    settlement.setLong(1, number);
                    settlement.setString(2, id);
                    settlement.setLong(3, Math.min(last, number + RECORDS_OF_A_SALE - 1));
                    settlement.setBytes(4, sealed);
                    settlement.executeUpdate();
                }
                previous = hash;
                if (number % COMMIT_EVERY == 0) {
                    connection.commit();
                }
            }
            word.setLong(1, last);
            word.setBytes(2, previous);
            word.executeUpdate();
            connection.commit();
        }
    }

    /** As docs/journal-export.md tells it: each field goes in behind its length. */
    private static byte[] content(long number, String kind, String id, long time, byte[] sealed, String signer) {
        Sm3 digest = Sm3.start();
        add(digest, text("yibao journal content 2"));
        add(digest, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        add(digest, text(kind));
        add(digest, text(id));
        add(digest, ByteBuffer.allocate(Long.BYTES).putLong(time).array());
        add(digest, sealed);
        add(digest, text(signer));
        return digest.finish().bytes();
    }

    private static byte[] signedBytes(byte[] hash) {
        byte[] form = text(RecordHash.FORM);
        return ByteBuffer.allocate(form.length + hash.length)
                .put(form)
                .put(hash)
                .array();
    }

    private static void add(Sm3 digest, byte[] field) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        digest.update(field);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
