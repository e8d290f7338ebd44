package org.yibao.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.PublisherSignature;
import org.yibao.certs.TrustAnchors;

class PublisherCommandTest {
    private static final byte[] CONTENT = "a bundle".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private int publisher(String name) {
        return PlatformMain.execute(
                "publisher",
                "--dir",
                folder.resolve("platform").toString(),
                "--name",
                name,
                "--key",
                folder.resolve("publisher.p12").toString(),
                "--anchors",
                folder.resolve("publishers.pem").toString());
    }

    @Test
    void theKeySignsWhatTheAnchorsVouchFor() throws Exception {
        assertEquals(0, publisher("yibao-terminal"));
        char[] passphrase = Files.readString(folder.resolve("platform").resolve("passphrase"))
                .strip()
                .toCharArray();
        KeyStoreFile keys = KeyStoreFile.decode(Files.readAllBytes(folder.resolve("publisher.p12")), passphrase);
        TrustAnchors anchors = TrustAnchors.decodePem(Files.readAllBytes(folder.resolve("publishers.pem")));
        PublisherSignature signature = PublisherSignature.sign(CONTENT, keys);
        signature.check(CONTENT, anchors, Instant.now());
        assertEquals("yibao-terminal", signature.publisher());
    }

    @Test
    void aNameThatCannotBeOneIsRefused() {
        assertEquals(1, publisher(""));
        assertTrue(Files.notExists(folder.resolve("publisher.p12")));
    }
}
