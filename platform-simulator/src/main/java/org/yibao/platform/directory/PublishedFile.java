package org.yibao.platform.directory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

/**
 * The file of a version, checked.
 *
 * @param rows of the text, or entries where there are no rows
 * @param packed the ZIP; the same for the same content
 */
public record PublishedFile(DirectoryPart part, long rows, Bytes packed) {
    /** Beside each policy bundle. */
    public static final String SIGNATURE_SUFFIX = ".sig";

    /** The entry that holds revocation lists. */
    public static final String REVOCATIONS = "revocations.pem";

    /** What a text of rows has at most: five times the whole national catalogue. */
    public static final int ROWS_BYTES_MAX = 256 << 20;

    /** What the entries of a part without rows come to at most: terminals hold all of them at once. */
    public static final int ENTRIES_BYTES_MAX = 16 << 20;

    /** Bundles with their signatures, or announcements. */
    static final int ENTRIES_MAX = 64;

    /** ZIP knows no time before it; a fixed one keeps the bytes the same. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** What a part's entries hold, in their order. */
    record Entries(long rows, Map<String, Bytes> files) {}

    /**
     * A part that has rows.
     *
     * @param files exactly one text
     * @throws PublicationException with all faults by line
     */
    public static PublishedFile ofRows(DirectoryPart part, Map<String, Bytes> files) {
        return packed(part, RowsFile.read(part, bounded(files, ROWS_BYTES_MAX)));
    }

    /**
     * Policy tables.
     *
     * @param files bundles, and beside each its name with {@value #SIGNATURE_SUFFIX}
     * @param publishers who vouches for whoever signed them
     * @throws PublicationException with all faults
     */
    public static PublishedFile ofPolicies(Map<String, Bytes> files, TrustAnchors publishers, Instant now) {
        return packed(
                DirectoryPart.POLICY_TABLES, PolicyFiles.read(bounded(files, ENTRIES_BYTES_MAX), publishers, now));
    }

    /**
     * Whom to trust.
     *
     * @param files revocation lists and announcements in PEM
     * @param authorities that may have signed them
     * @throws PublicationException with all faults
     */
    public static PublishedFile ofTrust(Map<String, Bytes> files, List<TrustAnchors> authorities, Instant now) {
        return packed(DirectoryPart.TRUST, TrustFiles.read(bounded(files, ENTRIES_BYTES_MAX), authorities, now));
    }

    private static Map<String, Bytes> bounded(Map<String, Bytes> files, int bytesMax) {
        if (files.isEmpty()) {
            throw new PublicationException("there is nothing to publish");
        }
        if (files.values().stream().mapToLong(Bytes::length).sum() > bytesMax) {
            throw new PublicationException("the part has at most " + bytesMax + " bytes");
        }
        return files;
    }

    private static PublishedFile packed(DirectoryPart part, Entries entries) {
        if (entries.files().size() > ENTRIES_MAX) {
            throw new PublicationException("a file has at most " + ENTRIES_MAX + " entries");
        }
        Bytes packed = pack(entries.files());
        if (packed.length() > DirectoryOffer.BYTES_MAX) {
            throw new PublicationException("a file packs to at most " + DirectoryOffer.BYTES_MAX + " bytes");
        }
        return new PublishedFile(part, entries.rows(), packed);
    }

    /** The entries of a file that was packed here, by name and in order. */
    public static Map<String, Bytes> entries(Bytes packed) {
        Map<String, Bytes> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed.toArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), Bytes.of(zip.readAllBytes()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return entries;
    }

    private static Bytes pack(Map<String, Bytes> files) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, Bytes> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue().toArray());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.of(packed.toByteArray());
    }
}
