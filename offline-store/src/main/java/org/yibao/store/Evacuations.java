package org.yibao.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertsException;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.port.QueueFullException;
import org.yibao.settlement.port.StoreException;

/**
 * Hands what waits here over to another terminal, and takes over what another hands over: decision 0017. Handing over
 * has two steps, which may be parted by any crash: {@link #evacuate} ends the messages here and keeps what was handed
 * over, both in one commit; {@link #file} can then be written as often as it is wanted.
 */
public final class Evacuations {
    /** Of one file, which is in memory as a whole; what is left waits for the next. */
    static final int MESSAGES_MAX = 5_000;

    /** Bytes of messages and certificates in one file, for the same reason. */
    private static final int CONTENT_BYTES_MAX = 64 * 1024 * 1024;

    /** Of a file that is read: the content grows by half in its written form. */
    public static final int FILE_BYTES_MAX = 4 * CONTENT_BYTES_MAX;

    private final Database database;
    private final KeyRing keys;
    private final JournalSeal seal;
    private final String terminal;
    private final OutboxTable outbox;
    private final SettlementTable settlements;
    private final SqliteSettlementStore steps;
    private final SqlitePersonSnapshots persons;

    Evacuations(
            Database database,
            KeyRing keys,
            JournalSeal seal,
            String terminal,
            SqliteSettlementStore steps,
            SqlitePersonSnapshots persons) {
        this.database = database;
        this.keys = keys;
        this.seal = seal;
        this.terminal = terminal;
        this.outbox = new OutboxTable(keys);
        this.settlements = new SettlementTable(keys);
        this.steps = steps;
        this.persons = persons;
    }

    /**
     * What was handed over.
     *
     * @param receiver name of the terminal that may take it
     * @param written whether its file was given out
     */
    public record Made(long number, String receiver, int messages, boolean written) {}

    /** What was taken over, and from which terminal. */
    public record Taken(String from, int settlements, int messages) {}

    /** The oldest of which no file was given out: it comes before anything else is handed over. */
    public Optional<Made> unwritten() {
        return database.read(transaction -> transaction.first(
                "SELECT * FROM evacuation WHERE written = 0 ORDER BY number LIMIT 1", Evacuations::made));
    }

    public Optional<Made> made(long number) {
        return database.read(transaction ->
                transaction.first("SELECT * FROM evacuation WHERE number = ?", Evacuations::made, number));
    }

    private static Made made(ResultSet columns) throws SQLException {
        return new Made(
                columns.getLong("number"),
                columns.getString("receiver"),
                columns.getInt("messages"),
                columns.getInt("written") == 1);
    }

    /**
     * Ends here what waits for the platform, oldest first, for another terminal of the institution: from here on
     * this store sends none of it.
     *
     * @param signer the chain under the key that signs this journal now
     * @return empty when nothing waits
     * @throws IllegalArgumentException when the receiver is this terminal or another institution's
     */
    public Optional<Made> evacuate(TerminalName receiver, CertificateChain signer) {
        TerminalName own = TerminalName.parse(terminal);
        if (receiver.equals(own) || !receiver.institutionCode().equals(own.institutionCode())) {
            throw new IllegalArgumentException("another terminal of the institution takes over, not " + receiver);
        }
        return database.inTransaction(transaction -> {
            List<Evacuation.Handed> handed = waiting(transaction);
            if (handed.isEmpty()) {
                return Optional.empty();
            }
            long number = transaction.number("SELECT coalesce(max(number), 0) + 1 FROM evacuation");
            Evacuation evacuation = new Evacuation(terminal, receiver.toString(), number, handed);
            EvacuationFile file = EvacuationFile.of(evacuation, seal, signer);
            for (Evacuation.Handed each : handed) {
                List<MessageId> messages =
                        each.messages().stream().map(one -> one.message().id()).toList();
                steps.take(
                        transaction,
                        new Step.HandedOver(each.settlement().id(), messages, receiver.toString(), file.digest()));
            }
            transaction.update(
                    "INSERT INTO evacuation (number, receiver, messages, written, sealed) VALUES (?, ?, ?, 0, ?)",
                    number,
                    receiver.toString(),
                    evacuation.messages(),
                    keys.seal(file.encode(), place(number)));
            return Optional.of(new Made(number, receiver.toString(), evacuation.messages(), false));
        });
    }

    /** All messages of a settlement stay together, so that its void does not arrive before it. */
    private List<Evacuation.Handed> waiting(Transaction transaction) throws SQLException {
        Set<MessageId> inOrder = new LinkedHashSet<>();
        outbox.oldest(transaction, MESSAGES_MAX).forEach(entry -> inOrder.add(entry.settlement()));
        List<Evacuation.Handed> handed = new ArrayList<>();
        int messages = 0;
        long bytes = 0;
        for (MessageId settlement : inOrder) {
            List<OutboxEntry> entries = outbox.ofSettlement(transaction, settlement);
            Evacuation.Handed next = handed(transaction, settlement, entries);
            messages += entries.size();
            bytes += bytes(next);
            boolean full = messages > MESSAGES_MAX || bytes > CONTENT_BYTES_MAX;
            if (full && !handed.isEmpty()) {
                break;
            }
            handed.add(next);
        }
        return handed;
    }

    private static long bytes(Evacuation.Handed handed) {
        Bytes certificate = handed.settlement().sale().certificate();
        return (certificate == null ? 0 : certificate.length())
                + handed.messages().stream()
                        .mapToLong(waiting -> waiting.message().bytes().length())
                        .sum();
    }

    private Evacuation.Handed handed(Transaction transaction, MessageId id, List<OutboxEntry> entries)
            throws SQLException {
        Settlement settlement = settlements
                .find(transaction, id)
                .map(SettlementTable.Kept::settlement)
                .orElseThrow(() -> new StoreException("a message without its settlement: " + id));
        return new Evacuation.Handed(
                settlement,
                entries.stream()
                        .map(entry -> new Evacuation.Waiting(entry.message(), entry.setAside(), entry.lastFault()))
                        .toList(),
                persons.find(transaction, entries.get(0).person()).orElse(null));
    }

    private static String place(long number) {
        return "evacuation " + number;
    }

    /**
     * The file for the other terminal, also when it was given out before: the same content, sealed anew.
     *
     * @throws StoreException when there is none of this number
     */
    public byte[] file(long number, char[] passphrase) {
        byte[] clear = database.read(transaction -> transaction
                .first(
                        "SELECT sealed FROM evacuation WHERE number = ?",
                        columns -> keys.open(columns.getBytes(1), place(number)),
                        number)
                .orElseThrow(() -> new StoreException("no evacuation has the number " + number)));
        return EvacuationFile.decode(clear).sealed(passphrase);
    }

    /** Its file is where somebody can carry it away. */
    public void written(long number) {
        database.inTransaction(
                transaction -> transaction.update("UPDATE evacuation SET written = 1 WHERE number = ?", number));
    }

    /**
     * Takes over what another terminal handed over to this one, all of it in one step, and never again: its messages
     * then wait here, in the bytes and under the ids that they have.
     *
     * @param terminals the authorities under terminals' signatures
     * @throws StoreException when the file cannot be believed, is for another terminal, or was taken over before
     * @throws org.yibao.certs.WrongPassphraseException when it does not open
     * @throws QueueFullException when there is no room for all of it
     */
    public Taken takeOver(byte[] file, char[] passphrase, TrustAnchors terminals, Instant now) {
        EvacuationFile opened = EvacuationFile.open(file, passphrase);
        try {
            opened.verify(terminals, now);
        } catch (CertsException unbelieved) {
            throw new StoreException("the file's signature does not count: " + unbelieved.getMessage(), unbelieved);
        }
        Evacuation evacuation = opened.evacuation();
        if (!evacuation.to().equals(terminal)) {
            throw new StoreException("the file is for terminal " + evacuation.to());
        }
        return database.inTransaction(transaction -> {
            requireNew(transaction, evacuation);
            steps.requireRoom(transaction, evacuation.messages());
            for (Evacuation.Handed each : evacuation.settlements()) {
                take(transaction, each, opened.digest());
            }
            return new Taken(evacuation.from(), evacuation.settlements().size(), evacuation.messages());
        });
    }

    /** A settlement is handed over once in its life: one that is here already came in this file. */
    private void requireNew(Transaction transaction, Evacuation evacuation) throws SQLException {
        for (Evacuation.Handed each : evacuation.settlements()) {
            if (settlements.findByMessage(transaction, each.settlement().id()).isPresent()) {
                throw new StoreException(
                        "it was taken over before: " + each.settlement().id());
            }
        }
    }

    private void take(Transaction transaction, Evacuation.Handed handed, String digest) throws SQLException {
        @Nullable PersonSnapshot person = newer(transaction, handed.person());
        for (Evacuation.Waiting waiting : handed.messages()) {
            steps.take(transaction, new Step.TakenOver(handed.settlement(), waiting.message(), digest, person));
            if (waiting.setAside()) {
                MessageId message = waiting.message().id();
                OutboxEntry entry = outbox.find(transaction, message)
                        .orElseThrow(() -> new IllegalStateException("just queued: " + message));
                outbox.setAside(transaction, entry, waiting.fault());
            }
        }
    }

    /** Null where the person is known here from a later word of the platform's. */
    private @Nullable PersonSnapshot newer(Transaction transaction, @Nullable PersonSnapshot brought)
            throws SQLException {
        if (brought == null) {
            return null;
        }
        Optional<PersonSnapshot> known =
                persons.find(transaction, brought.person().psnNo());
        return known.filter(own -> own.asOf().isAfter(brought.asOf())).isPresent() ? null : brought;
    }
}
