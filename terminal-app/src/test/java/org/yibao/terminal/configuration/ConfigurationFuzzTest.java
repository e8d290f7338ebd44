package org.yibao.terminal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yibao.terminal.yaml.YamlFaults;
import org.yibao.terminal.yaml.YamlFile;

/**
 * Row 14 of the reliability list, configuration: any bytes as {@code terminal.yaml} are read, the same each time and
 * within every range, or have faults that name a place; nothing else.
 */
final class ConfigurationFuzzTest {
    private static final Path FILE = folder().resolve("terminal.yaml");

    /** With the files that the kept inputs name. */
    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("configuration-fuzz");
            Files.createDirectories(folder.resolve("certs"));
            Files.writeString(folder.resolve("passphrase"), "secret\n");
            Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
            Files.writeString(folder.resolve("policy-publishers.pem"), "");
            return folder;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @FuzzTest
    void anyBytesAreAConfigurationOrHaveFaults(byte[] bytes) {
        YamlFaults faults = new YamlFaults();
        Configuration read = read(bytes, faults);
        if (!faults.isEmpty()) {
            assertFalse(faults.all().stream().anyMatch(fault -> fault.toString().isBlank()));
            return;
        }
        YamlFaults none = new YamlFaults();
        assertEquals(read, read(bytes, none));
        assertTrue(none.isEmpty());
        assertFalse(read.platform().addresses().isEmpty());
        assertTrue(read.platform().addresses().size() <= ConfigurationReader.ADDRESSES_MAX);
        assertTrue(read.readers().size() <= ConfigurationReader.READERS_MAX);
        assertTrue(read.queueMax() >= 1 && read.queueMax() <= ConfigurationReader.QUEUE_MAX);
        assertTrue(read.certificates().isAbsolute() && Files.isDirectory(read.certificates()));
        assertTrue(read.api().port() >= 0 && read.api().port() <= 0xffff);
    }

    private static Configuration read(byte[] bytes, YamlFaults faults) {
        return new ConfigurationReader(FILE, Map.of()).read(YamlFile.parse(bytes, faults));
    }
}
