package org.yibao.platform.directory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.yibao.certs.TrustAnchors;
import org.yibao.platform.PlatformException;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

/**
 * The file of a version, checked.
 *
 * @param rows of the text, or entries where there are no rows
 * @param packed the ZIP; the same for the same content
 */
public record PartFile(DirectoryPart part, long rows, Bytes packed) {
    /** Beside each policy bundle. */
    public static final String SIGNATURE_SUFFIX = ".sig";

    /** What all entries of a file come to at most: five times the whole national catalogue. */
    public static final int UNPACKED_BYTES_MAX = 256 << 20;

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
     * @throws PlatformException with all faults by line
     */
    public static PartFile ofRows(DirectoryPart part, Map<String, Bytes> files) {
        return packed(part, RowsFile.read(part, bounded(files)));
    }

    /**
     * Policy tables.
     *
     * @param files bundles, and beside each its name with {@value #SIGNATURE_SUFFIX}
     * @param publishers who vouches for whoever signed them
     * @throws PlatformException with all faults
     */
    public static PartFile ofPolicies(Map<String, Bytes> files, TrustAnchors publishers, Instant now) {
        return packed(DirectoryPart.POLICY_TABLES, PolicyFiles.read(bounded(files), publishers, now));
    }

    /**
     * Whom to trust.
     *
     * @param files revocation lists and announcements in PEM
     * @param authorities that may have signed them
     * @throws PlatformException with all faults
     */
    public static PartFile ofTrust(Map<String, Bytes> files, List<TrustAnchors> authorities, Instant now) {
        return packed(DirectoryPart.TRUST, TrustFiles.read(bounded(files), authorities, now));
    }

    private static Map<String, Bytes> bounded(Map<String, Bytes> files) {
        if (files.values().stream().mapToLong(Bytes::length).sum() > UNPACKED_BYTES_MAX) {
            throw new PlatformException("a file unpacks to at most " + UNPACKED_BYTES_MAX + " bytes");
        }
        return files;
    }

    private static PartFile packed(DirectoryPart part, Entries entries) {
        if (entries.files().size() > ENTRIES_MAX) {
            throw new PlatformException("a file has at most " + ENTRIES_MAX + " entries");
        }
        Bytes packed = pack(entries.files());
        if (packed.length() > DirectoryOffer.BYTES_MAX) {
            throw new PlatformException("a file packs to at most " + DirectoryOffer.BYTES_MAX + " bytes");
        }
        return new PartFile(part, entries.rows(), packed);
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

    /** All faults in one, a line each. */
    static PlatformException refused(List<String> faults) {
        return new PlatformException(String.join("\n", faults));
    }
}
