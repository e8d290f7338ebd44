package org.yibao.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The words of an exported journal, as docs/journal-export.md has them. */
final class ExportFormat {
    static final String MAGIC = "yibao-journal 1 ";
    static final String CERTIFICATE = "certificate";
    static final String RECORD = "record";
    static final String COUNTERSIGNATURE = "countersignature";
    static final String END = "end";

    /** Signed in front of the file's digest, so that no other signed bytes can pass for it. */
    static final String SEAL_NAME = "yibao journal export 1";

    /** A record with the longest message and certificate of a sale takes a tenth of it. */
    static final int LINE_BYTES_MAX = 16 * 1024 * 1024;

    /** A terminal that renews each month for decades has fewer. */
    static final int CERTIFICATES_MAX = 512;

    /** What a line's fields consist of; a space parts them. */
    static final Pattern WORD = Pattern.compile("[!-~]{1,64}");

    private ExportFormat() {}

    /** @param digest SM3 of all lines before the last */
    static byte[] sealed(byte[] digest) {
        byte[] name = SEAL_NAME.getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(name, name.length + digest.length);
        System.arraycopy(digest, 0, message, name.length, digest.length);
        return message;
    }
}
