package org.yibao.certs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files an identity is kept in, by name. Three hold key stores, under a passphrase; while a terminal waits
 * for its certificates they are the only ones. Writing them, with whatever protection the operating system
 * offers, is the caller's.
 */
public final class IdentityFiles {
    public static final String LINE_KEYS = "line.p12";
    /** Missing from an identity of the earlier form, together with its anchors. */
    public static final String LINE_SM_KEYS = "line-sm.p12";

    public static final String SIGNING_KEYS = "signing.p12";
    public static final String LINE_ANCHORS = "line-anchors.pem";
    public static final String LINE_SM_ANCHORS = "line-sm-anchors.pem";
    public static final String SIGNING_ANCHORS = "signing-anchors.pem";

    private static final List<String> NAMES =
            List.of(LINE_KEYS, LINE_SM_KEYS, SIGNING_KEYS, LINE_ANCHORS, LINE_SM_ANCHORS, SIGNING_ANCHORS);

    private final Map<String, byte[]> contents;

    private IdentityFiles(Map<String, byte[]> contents) {
        this.contents = contents;
    }

    /** Files by name; other names than the six are left out. */
    public static IdentityFiles of(Map<String, byte[]> contents) {
        Map<String, byte[]> known = new HashMap<>();
        for (String name : NAMES) {
            byte[] content = contents.get(name);
            if (content != null) {
                known.put(name, content.clone());
            }
        }
        return new IdentityFiles(known);
    }

    /**
     * Reads those of the six files that a directory has.
     *
     * @throws UnreadableIdentityException when one cannot be read
     */
    public static IdentityFiles load(Path directory) {
        Map<String, byte[]> contents = new HashMap<>();
        for (String name : NAMES) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                contents.put(name, read(file));
            }
        }
        return new IdentityFiles(contents);
    }

    private static byte[] read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            // One past the longest that any reader takes, so that a longer file is refused there.
            return content.readNBytes(Pem.TEXT_MAX_BYTES + 1);
        } catch (IOException unreadable) {
            throw new UnreadableIdentityException(file.getFileName() + " cannot be read", unreadable);
        }
    }

    /** Contents by file name, in an order in which they may be written. */
    public Map<String, byte[]> contents() {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        for (String name : NAMES) {
            byte[] content = contents.get(name);
            if (content != null) {
                copies.put(name, content.clone());
            }
        }
        return copies;
    }

    boolean has(String name) {
        return contents.containsKey(name);
    }

    byte[] content(String name) {
        byte[] content = contents.get(name);
        if (content == null) {
            throw new UnreadableIdentityException("the identity has no file " + name, null);
        }
        return content;
    }
}
