package org.yibao.settlement.directory;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.yibao.settlement.Bytes;

/**
 * Reads a part's file: a ZIP with one text of rows, or with files. What it unpacks is never held whole, and counted:
 * a file that unpacks to more than any list needs is refused before it fills anything.
 */
public final class PartFile {
    /** Entries of a file. */
    public static final int ENTRIES_MAX = 64;

    /** Unpacked bytes of a file: ten times the national catalogue. */
    public static final long UNPACKED_BYTES_MAX = 256L << 20;

    /** Rows of a file. */
    public static final int ROWS_MAX = 1_000_000;

    /** Unpacked bytes of all files of a part without rows, which are held at once. */
    public static final int PACKED_BYTES_MAX = 16 << 20;

    private static final Pattern PLAIN_NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");
    private static final int BUFFER_BYTES = 8_192;

    private PartFile() {}

    /** Whether a part is rows; else it is files. */
    public static boolean hasRows(DirectoryPart part) {
        return switch (part) {
            case CATALOGUE, PRICE_CEILINGS, SELF_PAY_RATIOS, DICTIONARY, STOP_LIST -> true;
            case POLICY_TABLES, TRUST -> false;
        };
    }

    /**
     * Reads all rows; those it gave count for nothing when it throws. That the days of a code's rows do not overlap
     * is for whoever keeps them to see.
     *
     * @param zip read to its last entry, not closed
     * @return how many rows
     * @throws PartFileException when any row cannot be read, or the file is another
     * @throws IOException when {@code zip} cannot be read
     */
    public static long rows(DirectoryPart part, InputStream zip, Consumer<PartRow> rows) throws IOException {
        Source source = new Source(zip);
        try (ZipInputStream entries = new ZipInputStream(source)) {
            ZipEntry entry = entries.getNextEntry();
            if (entry == null || !entry.getName().equals(entryName(part))) {
                throw new PartFileException("the file is no ZIP with " + entryName(part));
            }
            long count = new RowReader(part, rows).read(new Counted(entries, UNPACKED_BYTES_MAX));
            if (entries.getNextEntry() != null) {
                throw new PartFileException("something stands beside " + entryName(part));
            }
            return count;
        } catch (IOException | IllegalArgumentException broken) {
            throw source.blamed(broken);
        }
    }

    /**
     * Reads all files of a part that has no rows.
     *
     * @param zip read to its last entry, not closed
     * @throws PartFileException when it is no ZIP of files with plain names
     * @throws IOException when {@code zip} cannot be read
     */
    public static List<PackedFile> files(InputStream zip) throws IOException {
        Source source = new Source(zip);
        List<PackedFile> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (ZipInputStream entries = new ZipInputStream(source)) {
            Counted content = new Counted(entries, PACKED_BYTES_MAX);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (files.size() == ENTRIES_MAX) {
                    throw new PartFileException("more than " + ENTRIES_MAX + " entries");
                }
                String name = entry.getName();
                if (!PLAIN_NAME.matcher(name).matches() || !names.add(name)) {
                    throw new PartFileException(
                            "entry " + (files.size() + 1) + " has no plain name, or another entry's");
                }
                files.add(new PackedFile(name, whole(content)));
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw source.blamed(broken);
        }
        if (files.isEmpty()) {
            throw new PartFileException("the file is no ZIP with entries");
        }
        return files;
    }

    private static Bytes whole(InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.transferTo(bytes);
        return Bytes.of(bytes.toByteArray());
    }

    private static String entryName(DirectoryPart part) {
        return switch (part) {
            case CATALOGUE -> "catalogue.txt";
            case PRICE_CEILINGS -> "ceilings.txt";
            case SELF_PAY_RATIOS -> "ratios.txt";
            case DICTIONARY -> "dictionary.txt";
            case STOP_LIST -> "stopped.txt";
            case POLICY_TABLES, TRUST -> throw new IllegalArgumentException(part + " has no rows");
        };
    }

    /** Tells a disk that refuses from a ZIP that is broken: both come as the same exception. */
    private static final class Source extends FilterInputStream {
        private boolean failed;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException refused) {
                failed = true;
                throw refused;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException refused) {
                failed = true;
                throw refused;
            }
        }

        @Override
        public void close() {
            // Its owner closes it.
        }

        /** @throws IOException when the source itself failed */
        PartFileException blamed(Exception broken) throws IOException {
            if (failed && broken instanceof IOException refused) {
                throw refused;
            }
            return new PartFileException("the ZIP is broken");
        }
    }

    /** Counts what was unpacked, over all entries. */
    private static final class Counted extends FilterInputStream {
        private long left;

        Counted(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, Math.min(length, BUFFER_BYTES));
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new PartFileException("the file unpacks to more than is read");
            }
            return count;
        }
    }
}
