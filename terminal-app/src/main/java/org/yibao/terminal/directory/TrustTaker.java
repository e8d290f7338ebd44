package org.yibao.terminal.directory;

import java.util.List;
import java.util.function.Consumer;
import org.yibao.certs.CertsException;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFileException;

/** Hands the platform's revocation lists and announcements over, each of which proves itself by its signature. */
public final class TrustTaker implements Consumer<List<PackedFile>> {
    private final Consumer<byte[]> into;

    /** @param into takes one file, again without harm; throws {@link CertsException} to refuse it */
    public TrustTaker(Consumer<byte[]> into) {
        this.into = into;
    }

    /** Takes all that can be taken before it refuses: a list must not wait for another file's fault. */
    @Override
    public void accept(List<PackedFile> files) {
        StringBuilder refusals = new StringBuilder();
        for (PackedFile file : files) {
            try {
                into.accept(file.content().toArray());
            } catch (CertsException refused) {
                refusals.append(refusals.isEmpty() ? "" : "; ")
                        .append(file.name())
                        .append(": ")
                        .append(refused.getMessage());
            }
        }
        if (!refusals.isEmpty()) {
            throw new PartFileException(refusals.toString());
        }
    }
}
