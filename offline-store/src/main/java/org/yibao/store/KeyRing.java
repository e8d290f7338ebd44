package org.yibao.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertsException;
import org.yibao.certs.DataKey;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.Sm3Mac;
import org.yibao.certs.Sm3MacKey;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.StoreException;

/**
 * The store's own keys, unwrapped in memory: the SM4 data keys that seal (the newest seals, all open), and the
 * key of the codes by which persons and idempotency keys are found. Sealed bytes name their key in front.
 */
final class KeyRing {
    private static final String SEAL = "SEAL";
    private static final String INSERT = "INSERT INTO data_key (purpose, wrapped) VALUES (?, ?)";

    private final TreeMap<Integer, DataKey> sealing = new TreeMap<>();
    private @Nullable Sm3Mac lookup;

    private KeyRing() {}

    /** Opens the keys of a store, making them in a new one. */
    static KeyRing load(Transaction transaction, KeyEncryptionKey kek) throws SQLException {
        boolean fresh = transaction.number("SELECT count(*) FROM data_key") == 0;
        if (fresh) {
            create(transaction, kek);
        }
        KeyRing ring = new KeyRing();
        transaction.each(
                "SELECT id, purpose, wrapped FROM data_key",
                columns -> ring.unwrap(kek, columns.getInt(1), columns.getString(2), columns.getBytes(3)));
        if (ring.lookup == null || ring.sealing.isEmpty()) {
            throw new StoreException("the store lacks a key of its own");
        }
        return ring;
    }

    private static void create(Transaction transaction, KeyEncryptionKey kek) throws SQLException {
        if (transaction.number("SELECT count(*) FROM journal") != 0) {
            throw new StoreException("the keys of the store are missing");
        }
        transaction.update(INSERT, SEAL, kek.wrap(DataKey.generate()));
        transaction.update(INSERT, "LOOKUP", kek.wrap(Sm3MacKey.generate()));
    }

    /**
     * Wraps the keys of a store under another key-encryption key and starts a new data key; what is sealed stays as
     * it is. Does nothing where that was done before.
     */
    static void rotate(Transaction transaction, KeyEncryptionKey before, KeyEncryptionKey after) throws SQLException {
        List<Wrapped> keys = transaction.all(
                "SELECT id, purpose, wrapped FROM data_key",
                columns -> new Wrapped(columns.getInt(1), columns.getString(2), Bytes.of(columns.getBytes(3))));
        if (!keys.isEmpty() && keys.get(0).opensUnder(after)) {
            return;
        }
        for (Wrapped key : keys) {
            transaction.update("UPDATE data_key SET wrapped = ? WHERE id = ?", key.rewrap(before, after), key.id());
        }
        transaction.update(INSERT, SEAL, after.wrap(DataKey.generate()));
    }

    /** A row of the table of keys. */
    private record Wrapped(int id, String purpose, Bytes wrapped) {
        boolean opensUnder(KeyEncryptionKey kek) {
            try {
                rewrap(kek, kek);
                return true;
            } catch (StoreException otherKey) {
                return false;
            }
        }

        byte[] rewrap(KeyEncryptionKey before, KeyEncryptionKey after) {
            try {
                return purpose.equals(SEAL)
                        ? after.wrap(before.unwrapDataKey(wrapped.toArray()))
                        : after.wrap(before.unwrapMacKey(wrapped.toArray()));
            } catch (CertsException refused) {
                throw new StoreException("the key-encryption key does not open this store", refused);
            }
        }
    }

    private void unwrap(KeyEncryptionKey kek, int id, String purpose, byte[] wrapped) {
        try {
            if (purpose.equals(SEAL)) {
                sealing.put(id, kek.unwrapDataKey(wrapped));
            } else {
                lookup = Sm3Mac.of(kek.unwrapMacKey(wrapped));
            }
        } catch (CertsException refused) {
            throw new UnusableStoreException(
                    UnusableStoreException.Reason.OTHER_KEY,
                    "the key-encryption key does not open this store",
                    refused);
        }
    }

    /** @param place where the bytes will stand; they open nowhere else */
    byte[] seal(byte[] content, String place) {
        Map.Entry<Integer, DataKey> newest = sealing.lastEntry();
        byte[] sealed = newest.getValue().seal(content, place.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(Integer.BYTES + sealed.length)
                .putInt(newest.getKey())
                .put(sealed)
                .array();
    }

    /** @throws StoreException when the bytes were changed or moved, or their key is not here */
    byte[] open(byte[] bytes, String place) {
        if (bytes.length < Integer.BYTES) {
            throw new StoreException("too short to be sealed: " + place);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        DataKey key = sealing.get(buffer.getInt());
        if (key == null) {
            throw new StoreException("sealed under a key that is not here: " + place);
        }
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        try {
            return key.open(sealed, place.getBytes(StandardCharsets.UTF_8));
        } catch (CertsException broken) {
            throw new StoreException("the seal is broken: " + place, broken);
        }
    }

    /** The keyed SM3 under which a value is found, without the value standing anywhere. */
    byte[] code(Lookup kind, String value) {
        if (lookup == null) {
            throw new IllegalStateException("a loaded key ring can look up");
        }
        return lookup.code((kind + " " + value).getBytes(StandardCharsets.UTF_8));
    }

    /** What is looked up; the same text has another code under each. */
    enum Lookup {
        PSN_NO,
        IDENTITY_NUMBER,
        IDEMPOTENCY_KEY,
        STOPPED_PSN_NO
    }
}
