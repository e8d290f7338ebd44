package org.yibao.certs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files an identity is kept in, by name. Three hold key stores, under a passphrase; while a terminal waits
 * for its certificates they are the only ones. Revocation lists and the certificates that signed before the last
 * renewal are there once there are any. Writing them, with whatever protection the operating system
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

    /** Of any authority, in PEM. */
    public static final String REVOCATIONS = "revocations.pem";

    /** The terminal's own, in PEM, the newest last. */
    public static final String EARLIER_SIGNING = "signing-earlier.pem";

    private static final List<String> NAMES = List.of(
            LINE_KEYS,
            LINE_SM_KEYS,
            SIGNING_KEYS,
            LINE_ANCHORS,
            LINE_SM_ANCHORS,
            SIGNING_ANCHORS,
            REVOCATIONS,
            EARLIER_SIGNING);

    private final Map<String, byte[]> contents;

    private IdentityFiles(Map<String, byte[]> contents) {
        this.contents = contents;
    }

    /** Files by name; other names are left out. */
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
     * Reads those of the files that a directory has.
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

    /** The revocation lists; none where there is no such file. */
    public Revocations revocations() {
        byte[] pem = contents.get(REVOCATIONS);
        return pem == null ? Revocations.NONE : Revocations.decodePem(pem);
    }

    /**
     * These files with a revocation list, unless the same authority's is newer; no passphrase guards them.
     *
     * @param others authorities that are known besides those of the line and of signatures
     * @throws CertificateRefusedException when the list is stale at this instant, or no known authority signed it
     */
    public IdentityFiles with(RevocationList list, List<TrustAnchors> others, Instant instant) {
        list.requireFreshAt(instant);
        List<TrustAnchors> known = new ArrayList<>(others);
        for (String name : anchorNames()) {
            known.add(anchors(name));
        }
        return with(REVOCATIONS, revocations().with(list, known).encodePem());
    }

    /** These files with an authority of the line or of signatures; throws as {@link TrustAnchors#announced}. */
    public IdentityFiles announced(CertificateChain announcement, Instant instant) {
        for (String name : anchorNames()) {
            try {
                return with(name, anchors(name).announced(announcement, instant).encodePem());
            } catch (CertificateRefusedException refused) {
                if (refused.fault() != CertificateFault.WRONG_ISSUER) {
                    throw refused;
                }
            }
        }
        throw new CertificateRefusedException(
                CertificateFault.WRONG_ISSUER, announcement.leaf() + " was announced by no trusted authority");
    }

    private List<String> anchorNames() {
        return has(LINE_SM_ANCHORS)
                ? List.of(LINE_ANCHORS, LINE_SM_ANCHORS, SIGNING_ANCHORS)
                : List.of(LINE_ANCHORS, SIGNING_ANCHORS);
    }

    TrustAnchors anchors(String name) {
        return TrustAnchors.decodePem(content(name)).with(revocations());
    }

    List<Certificate> earlierSigning() {
        byte[] pem = contents.get(EARLIER_SIGNING);
        return pem == null ? List.of() : Pem.decode(pem);
    }

    IdentityFiles with(String name, byte[] content) {
        Map<String, byte[]> changed = new HashMap<>(contents);
        changed.put(name, content);
        return of(changed);
    }

    byte[] content(String name) {
        byte[] content = contents.get(name);
        if (content == null) {
            throw new UnreadableIdentityException("the identity has no file " + name, null);
        }
        return content;
    }
}
