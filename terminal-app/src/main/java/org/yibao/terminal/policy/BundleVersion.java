package org.yibao.terminal.policy;

import java.util.regex.Pattern;
import org.yibao.benefit.PolicyReference;

/**
 * Names one bundle to the byte.
 *
 * @param id 1 to 64 of {@code 0-9 A-Z a-z . _ -}
 * @param version 1 to 32 of the same
 * @param digest {@code sm3:} and 64 hexadecimal digits
 */
public record BundleVersion(String id, String version, String digest) {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z._-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z._-]{1,32}");
    private static final Pattern DIGEST = Pattern.compile("sm3:[0-9a-f]{64}");
    private static final int SHORT_FROM = "sm3:".length();
    private static final int SHORT_DIGITS = 8;

    /** @throws IllegalArgumentException for any other form */
    public BundleVersion {
        if (!fits(id, version) || !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("no bundle's id, version and digest");
        }
    }

    static boolean fits(String id, String version) {
        return ID.matcher(id).matches() && VERSION.matcher(version).matches();
    }

    static BundleVersion of(PolicyReference reference) {
        return new BundleVersion(reference.id(), reference.version(), reference.digest());
    }

    /** The digest's first eight digits: enough to compare by eye. */
    public String shortDigest() {
        return digest.substring(SHORT_FROM, SHORT_FROM + SHORT_DIGITS);
    }

    /** {@code <id>-<version>-<digest8>.yaml} */
    String fileName() {
        return id + "-" + version + "-" + shortDigest() + ".yaml";
    }

    /** {@code id@version} */
    public String name() {
        return id + "@" + version;
    }
}
