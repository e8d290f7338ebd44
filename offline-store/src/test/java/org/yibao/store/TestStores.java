package org.yibao.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

/** Stores in files, and a way into those files that goes around them. */
final class TestStores {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z"));

    private TestStores() {}

    static SqliteStore open(Path file) {
        return open(file, TestKeys.store());
    }

    static SqliteStore open(Path file, StoreKeys keys) {
        return SqliteStore.open(file, keys, Sales.PHARMACY, CLOCK);
    }

    static StorePorts ports(SqliteStore store) {
        return new StorePorts(store.ids(), store.settlements(), store.outbox(), store.persons(), store.journal());
    }

    /** Sells to person {@code number} under the key {@code sale-number}. */
    static Sale sell(SqliteStore store, int number) {
        MessageId id = store.ids().next(Sales.MORNING);
        Sale sale = Sales.atPharmacy().to(Persons.person(number)).made(id, "sale-" + number);
        store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
        return sale;
    }

    /** Runs statements on the file as someone would who has the disk but none of the keys. */
    static void tamper(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    static long number(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return results.getLong(1);
        }
    }
}
