package org.yibao.settlement.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.PackedFile;

/** Files of the platform's directory, as it packs them. */
public final class PartFiles {
    private PartFiles() {}

    /** @param entry such as {@code catalogue.txt} */
    public static Bytes zip(String entry, String text) {
        return zip(new PackedFile(entry, Bytes.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    public static Bytes zip(PackedFile... files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (PackedFile file : files) {
                zip.putNextEntry(new ZipEntry(file.name()));
                zip.write(file.content().toArray());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.of(bytes.toByteArray());
    }

    /** A row of {@code catalogue.txt}, a western drug of the second class. */
    public static String item(String code, String name, String from, String until) {
        return String.join("\t", code, name, "101", "02", "0", "0", "0", from, until) + "\n";
    }
}
