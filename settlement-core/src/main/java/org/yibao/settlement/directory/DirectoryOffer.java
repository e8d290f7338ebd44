package org.yibao.settlement.directory;

/**
 * A version of a part that the platform offers, in words it signed. The file is not signed again: the digest in
 * the offer is what binds its bytes.
 *
 * @param fileQueryNumber {@code file_qury_no}, by which 9102 names the file
 * @param fileName {@code filename}
 * @param version {@code ver}: opaque, equal when and only when the content is
 * @param rows {@code data_cnt}: rows, or files where a part has no rows
 * @param bytes {@code byte_cnt}: length of the file
 * @param digest SM3 of the file, 64 lower-case hexadecimal digits
 */
public record DirectoryOffer(
        DirectoryPart part,
        String fileQueryNumber,
        String fileName,
        String version,
        long rows,
        long bytes,
        String digest) {

    /** Longest file that is fetched: the whole national catalogue has a tenth of it, packed. */
    public static final long BYTES_MAX = 64L << 20;

    public DirectoryOffer {
        if (bytes < 1 || bytes > BYTES_MAX || rows < 0 || version.isEmpty() || !digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no offer of " + part + " that can be fetched");
        }
    }
}
