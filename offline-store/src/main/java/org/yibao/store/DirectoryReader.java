package org.yibao.store;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.StoreException;

/** Reads a directory's file, also while a terminal that runs changes it. Any thread may call it. */
public final class DirectoryReader implements Catalogue, AutoCloseable {
    private static final String STANDING = """
            SELECT part.*, offer.query_number, offer.file_name, offer.version AS offered_version,
              offer.rows AS offered_rows, offer.bytes, offer.digest, offer.here
            FROM part LEFT JOIN offer ON offer.part = part.name WHERE part.name = ?
            """;

    private static final String IN_FORCE = """
             WHERE code = ?1 AND from_day <= ?2 AND (until_day IS NULL OR until_day >= ?2)
            """;

    private static final String FIND = "SELECT item.*,"
            + " (SELECT proportion FROM ratio" + IN_FORCE + ") AS proportion,"
            + " (SELECT amount FROM ceiling" + IN_FORCE + ") AS amount"
            + " FROM item" + IN_FORCE;

    private final Database database;

    DirectoryReader(Database database) {
        this.database = database;
    }

    /**
     * Opens the file of a terminal, whether or not that runs.
     *
     * @throws StoreException when there is none, or it is no directory of this program
     */
    public static DirectoryReader open(Path file) {
        if (!Files.exists(file)) {
            throw new StoreException("there is no " + file.getFileName());
        }
        Database database = Database.open(file);
        try {
            database.read(transaction -> {
                DirectorySchema.requireVersion(transaction);
                return transaction;
            });
            return new DirectoryReader(database);
        } catch (RuntimeException refused) {
            database.close();
            throw refused;
        }
    }

    Database database() {
        return database;
    }

    public PartStanding standing(DirectoryPart part) {
        return database.read(transaction -> transaction
                .first(STANDING, columns -> standing(part, columns), part.name())
                .orElse(PartStanding.nothing(part)));
    }

    private static PartStanding standing(DirectoryPart part, ResultSet columns) throws SQLException {
        return new PartStanding(
                part,
                columns.getString("version"),
                columns.getLong("rows"),
                instant(columns, "activated"),
                instant(columns, "confirmed"),
                offer(part, columns),
                columns.getLong("here"),
                columns.getString("refusal"));
    }

    private static @Nullable Instant instant(ResultSet columns, String column) throws SQLException {
        return columns.getString(column) == null ? null : StoredColumns.instant(columns, column);
    }

    private static @Nullable DirectoryOffer offer(DirectoryPart part, ResultSet columns) throws SQLException {
        String number = columns.getString("query_number");
        if (number == null) {
            return null;
        }
        try {
            return new DirectoryOffer(
                    part,
                    number,
                    columns.getString("file_name"),
                    columns.getString("offered_version"),
                    columns.getLong("offered_rows"),
                    columns.getLong("bytes"),
                    columns.getString("digest"));
        } catch (IllegalArgumentException changed) {
            throw new StoreException("no offer in the directory's file", changed);
        }
    }

    /** The row of the catalogue in force on the day, with the ceiling and the ratio in force on it. */
    @Override
    public Optional<Item> find(String code, LocalDate day) {
        return database.read(
                transaction -> transaction.first(FIND, DirectoryReader::item, code, DirectoryRows.day(day)));
    }

    private static Item item(ResultSet columns) throws SQLException {
        return new Item(
                columns.getString("code"),
                columns.getString("name"),
                columns.getString("list_type"),
                columns.getString("level"),
                decimal(columns, "proportion"),
                decimal(columns, "amount"),
                columns.getBoolean("procured"),
                columns.getBoolean("equipment"),
                columns.getBoolean("wellness"));
    }

    private static @Nullable BigDecimal decimal(ResultSet columns, String column) throws SQLException {
        String text = columns.getString(column);
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException changed) {
            throw new StoreException("no number in " + column, changed);
        }
    }

    boolean stops(byte[] code, LocalDate day) {
        return database.read(transaction ->
                transaction.number("SELECT count(*) FROM stopped" + IN_FORCE, code, DirectoryRows.day(day)) > 0);
    }

    @Override
    public void close() {
        database.close();
    }
}
