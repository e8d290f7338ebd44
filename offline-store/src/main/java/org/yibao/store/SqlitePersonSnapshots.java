package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.PersonSnapshots;

/** The table person: snapshots, sealed, found by the codes of two numbers. */
final class SqlitePersonSnapshots implements PersonSnapshots {
    private final Database database;
    private final KeyRing keys;

    SqlitePersonSnapshots(Database database, KeyRing keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public void remember(PersonSnapshot snapshot) {
        database.inTransaction(transaction -> {
            save(transaction, snapshot);
            return snapshot;
        });
    }

    /** Replaces whatever was known under either number. */
    void save(Transaction transaction, PersonSnapshot snapshot) throws SQLException {
        byte[] psnNo = keys.code(KeyRing.Lookup.PSN_NO, snapshot.person().psnNo());
        byte[] identity = keys.code(KeyRing.Lookup.IDENTITY_NUMBER, snapshot.identityNumber());
        transaction.update("DELETE FROM person WHERE psn_no_code = ? OR identity_code = ?", psnNo, identity);
        transaction.update(
                "INSERT INTO person (psn_no_code, identity_code, sealed) VALUES (?, ?, ?)",
                psnNo,
                identity,
                keys.seal(StoredJson.encode(snapshot), place(psnNo)));
    }

    @Override
    public Optional<PersonSnapshot> findByIdentityNumber(String identityNumber) {
        byte[] code = keys.code(KeyRing.Lookup.IDENTITY_NUMBER, identityNumber);
        return database.read(transaction ->
                transaction.first("SELECT * FROM person WHERE identity_code = ?", this::open, (Object) code));
    }

    @Override
    public Optional<PersonSnapshot> findByPsnNo(String psnNo) {
        return database.read(transaction -> find(transaction, psnNo));
    }

    Optional<PersonSnapshot> find(Transaction transaction, String psnNo) throws SQLException {
        byte[] code = keys.code(KeyRing.Lookup.PSN_NO, psnNo);
        return transaction.first("SELECT * FROM person WHERE psn_no_code = ?", this::open, (Object) code);
    }

    private PersonSnapshot open(ResultSet columns) throws SQLException {
        byte[] content = keys.open(columns.getBytes("sealed"), place(columns.getBytes("psn_no_code")));
        return StoredJson.decode(content, PersonSnapshot.class);
    }

    private static String place(byte[] psnNoCode) {
        return "person " + HexFormat.of().formatHex(psnNoCode);
    }
}
