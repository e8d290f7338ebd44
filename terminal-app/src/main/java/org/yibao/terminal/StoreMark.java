package org.yibao.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.settlement.JournalHead;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.machine.Machine;

/**
 * The journal's head as it was when the terminal last started or ended, kept in the certificates' folder: a store
 * file that somebody put in place of a later one is noticed at once, with the line down too.
 */
final class StoreMark {
    private static final Logger LOG = System.getLogger(StoreMark.class.getName());
    private static final String FILE = "store.mark";
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\n");
    private static final int BYTES_MAX = 128;

    private final Path file;

    private StoreMark(Path file) {
        this.file = file;
    }

    static StoreMark in(Path certificates) {
        return new StoreMark(certificates.resolve(FILE));
    }

    /**
     * Quarantines a store that does not hold the marked head, until the platform takes its journal; then marks the
     * head that it has.
     *
     * @throws org.yibao.settlement.port.StoreException when the store cannot be read or written
     */
    void compare(SqliteStore store) {
        Optional<String> refusal = store.settlements().refusesBecause();
        if (refusal.isPresent()) {
            // It opened to be examined; nothing can be written into it, and nothing is sold.
            LOG.log(Level.ERROR, "the store takes nothing: {0}", refusal.get());
            return;
        }
        Optional<JournalHead> marked = read();
        if (marked.isPresent() && !store.holds(marked.get())) {
            LOG.log(
                    Level.ERROR,
                    "the store is not the one that ended here last: it does not hold record {0}",
                    marked.get().fingerprint());
            store.journal()
                    .quarantined("the store is an earlier or another copy: it lacks record "
                            + marked.get().fingerprint());
        }
        write(store.journal().head());
    }

    /** The number of the marked record; 0 without a mark. */
    long record() {
        return read().map(JournalHead::number).orElse(0L);
    }

    private Optional<JournalHead> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.US_ASCII);
            Matcher mark = FORM.matcher(text);
            if (mark.matches()) {
                return Optional.of(new JournalHead(Long.parseLong(mark.group(1)), mark.group(2)));
            }
            LOG.log(Level.WARNING, "{0} is unreadable and is written anew", FILE);
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "{0}: {1}", FILE, Machine.reason(unreadable));
        }
        return Optional.empty();
    }

    /** Where it cannot be written, the next start compares with an older one: that proves less and never too much. */
    void write(JournalHead head) {
        try {
            Machine.writePrivate(file, (head.number() + " " + head.hash() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refused) {
            LOG.log(Level.WARNING, "{0}: {1}", FILE, Machine.reason(refused));
        }
    }
}
