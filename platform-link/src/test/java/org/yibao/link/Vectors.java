package org.yibao.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.KnownKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm3;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;

/** The test vectors of {@code docs/protocol/vectors}: keys and certificates that all of them use, and the files. */
final class Vectors {
    static final String TERMINAL = "terminal";
    static final String PLATFORM = "platform";

    private static final Path FOLDER = Path.of("..", "docs", "protocol", "vectors");
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** With {@code -Dvectors.write=true} the files are written in place of being compared. */
    private static final boolean WRITING = Boolean.getBoolean("vectors.write");

    final KnownKey terminal = KnownKey.of(seed(TERMINAL));
    final KnownKey platform = KnownKey.of(seed(PLATFORM));
    final TrustAnchors anchors;
    final Certificate terminalCertificate;
    final Certificate platformCertificate;

    Vectors() {
        if (WRITING && !Files.exists(FOLDER.resolve("authority.pem"))) {
            var issued = KnownKey.Certificates.issue(terminal, TestIdentities.PHARMACY, platform);
            write("authority.pem", KnownKey.pem(issued.authority()));
            write(TERMINAL + ".pem", KnownKey.pem(issued.terminal()));
            write(PLATFORM + ".pem", KnownKey.pem(issued.platform()));
        }
        anchors = TrustAnchors.decodePem(read("authority.pem"));
        terminalCertificate = KnownKey.certificate(read(TERMINAL + ".pem"));
        platformCertificate = KnownKey.certificate(read(PLATFORM + ".pem"));
    }

    static String seed(String who) {
        return "yibao-terminal protocol vectors, for testing only: " + who;
    }

    /** The random number of a signature: the SM3 of its name. */
    static byte[] random(String signature) {
        return Sm3.digest(("yibao-terminal protocol vectors, random number: " + signature)
                        .getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    /** JSON under this terminal's or platform's signature, the same at every call. */
    SignedJson sign(String who, String name, byte[] json) {
        boolean ofTerminal = who.equals(TERMINAL);
        KnownKey key = ofTerminal ? terminal : platform;
        Certificate certificate = ofTerminal ? terminalCertificate : platformCertificate;
        return new SignedJson(
                Bytes.of(json),
                Bytes.of(certificate.id().bytes()),
                Bytes.of(key.sign(json, random(name), SignatureEncoding.RAW)));
    }

    /** Returns when both certificates are good for signing at the instant of the examples, under the authority. */
    void requireGoodCertificates() {
        anchors.check(chain(terminalCertificate), CertificateUsage.SIGNING_TERMINAL, TestIdentities.NOW);
        anchors.check(chain(platformCertificate), CertificateUsage.SIGNING_PLATFORM, TestIdentities.NOW);
    }

    private static CertificateChain chain(Certificate certificate) {
        return new CertificateChain(List.of(certificate));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The text of a file, or of what the code makes for it where files are being written. */
    static String file(String name, List<Map<String, Object>> vectors) {
        if (WRITING) {
            write(name, text(vectors).getBytes(StandardCharsets.UTF_8));
        }
        return new String(read(name), StandardCharsets.UTF_8);
    }

    static String text(List<Map<String, Object>> vectors) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(INDENTER)
                .withArrayIndenter(INDENTER)
                .withSeparators(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        try {
            return JSON.writer(printer).writeValueAsString(vectors) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] read(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static void write(String name, byte[] content) {
        try {
            Files.write(FOLDER.resolve(name), content);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
