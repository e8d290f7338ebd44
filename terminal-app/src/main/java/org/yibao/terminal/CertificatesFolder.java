package org.yibao.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.RevocationList;
import org.yibao.certs.Revocations;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.machine.Machine;

/**
 * The folder of an identity's files. They change together: new ones are written beside the old, and take their
 * names once all are there. A change that was interrupted after that is finished before anything is read.
 */
public final class CertificatesFolder {
    private static final String NEXT = ".next";
    /** Stands while the files named {@code .next} are to take the places of the others. */
    private static final String SWITCHING = "switching";

    /** Held while the files are changed. */
    private static final String LOCK = "change.lock";

    private static final String RENEWAL = "renewal";

    private final Path folder;

    private CertificatesFolder(Path folder) {
        this.folder = folder;
    }

    public static CertificatesFolder at(Path folder) {
        return new CertificatesFolder(folder);
    }

    public Path path() {
        return folder;
    }

    /** Where the key pairs of a renewal wait for their certificates. */
    public CertificatesFolder renewal() {
        return new CertificatesFolder(folder.resolve(RENEWAL));
    }

    /**
     * The files as they belong together: of a change that goes on meanwhile all of it, or nothing.
     *
     * @throws StartException CERTIFICATE_UNUSABLE when an interrupted change cannot be finished
     */
    public IdentityFiles load() {
        IdentityFiles files = read();
        for (IdentityFiles again = read(); !same(files, again); again = read()) {
            files = again;
        }
        return files;
    }

    private static boolean same(IdentityFiles one, IdentityFiles other) {
        Map<String, byte[]> others = other.contents();
        return one.contents().keySet().equals(others.keySet())
                && one.contents().entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), others.get(file.getKey())));
    }

    private IdentityFiles read() {
        try {
            if (Files.exists(folder.resolve(SWITCHING))) {
                Machine.alone(folder.resolve(LOCK), () -> {
                    finishSwitch();
                    return this;
                });
            }
        } catch (IOException refused) {
            throw new StartException(
                    FaultCode.CERTIFICATE_UNUSABLE, List.of(folder + " " + Machine.reason(refused)), refused);
        }
        return IdentityFiles.load(folder);
    }

    public boolean isEmpty() {
        return load().contents().isEmpty();
    }

    /** Whether there are key pairs; a folder that was cleared half-way has none. */
    public boolean holdsKeys() {
        return load().contents().containsKey(IdentityFiles.LINE_KEYS);
    }

    /** Whether there is a whole identity, not only key pairs that wait for their certificates. */
    public boolean holdsIdentity() {
        return load().contents().containsKey(IdentityFiles.SIGNING_ANCHORS);
    }

    /** Writes files in place of those with the same names: all of them, or none. */
    public void write(IdentityFiles files) throws IOException {
        change(before -> files);
    }

    /**
     * Writes what is made of the files as they are, as {@link #write} does; nothing where it is the same. Whoever else wants to change them, in
     * this process or in another, waits until that is done: a running terminal and a technician may both.
     */
    public void change(UnaryOperator<IdentityFiles> change) throws IOException {
        Machine.alone(folder.resolve(LOCK), () -> {
            finishSwitch();
            IdentityFiles before = IdentityFiles.load(folder);
            IdentityFiles after = change.apply(before);
            if (!same(before.contents(), after.contents())) {
                replace(after);
            }
            return this;
        });
    }

    private static boolean same(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.entrySet().stream().allMatch(each -> Arrays.equals(each.getValue(), others.get(each.getKey())));
    }

    /**
     * Takes what an authority signed: a revocation list in DER, several in PEM, or in PEM the announcement of the
     * authority that follows it.
     *
     * @param others authorities that are known besides those of the line and of signatures
     * @return whether it was an announcement
     * @throws org.yibao.certs.CertsException when it is none of them, or no trusted authority signed it
     */
    public boolean trust(byte[] signed, List<TrustAnchors> others, Instant now) throws IOException {
        List<RevocationList> lists = lists(signed);
        change(before -> {
            IdentityFiles after = before;
            if (lists.isEmpty()) {
                after = before.announced(CertificateChain.decodePem(signed), now);
            }
            for (RevocationList list : lists) {
                after = after.with(list, others, now);
            }
            return after;
        });
        return lists.isEmpty();
    }

    /** PEM may hold several lists, or none; DER is one. */
    private static List<RevocationList> lists(byte[] signed) {
        return new String(signed, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")
                ? Revocations.decodePem(signed).lists()
                : List.of(RevocationList.decode(signed));
    }

    private void replace(IdentityFiles files) throws IOException {
        for (Path left : next()) {
            Files.delete(left);
        }
        for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
            Machine.writePrivate(folder.resolve(file.getKey() + NEXT), file.getValue());
        }
        Machine.writePrivate(folder.resolve(SWITCHING), new byte[0]);
        finishSwitch();
    }

    private void finishSwitch() throws IOException {
        Path switching = folder.resolve(SWITCHING);
        if (!Files.exists(switching)) {
            return;
        }
        for (Path file : next()) {
            String name = file.getFileName().toString();
            Machine.rename(file, file.resolveSibling(name.substring(0, name.length() - NEXT.length())));
        }
        Files.delete(switching);
    }

    private List<Path> next() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + NEXT)) {
            found.forEach(files::add);
        }
        return files;
    }

    /** Deletes the identity's files, the keys of the line first. */
    public void clear() throws IOException {
        for (String name : load().contents().keySet()) {
            Files.delete(folder.resolve(name));
        }
    }
}
