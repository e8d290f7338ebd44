package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.HOSTS;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's program agrees with our cryptography, both ways. */
@RequiresProgram("openssl")
class OpensslInteropTest {
    private static final byte[] MESSAGE = "费用结算 a settlement".getBytes(StandardCharsets.UTF_8);
    private static final String USER = "distid:1234567812345678";
    private static final String AT = Long.toString(TestAuthorities.NOW.getEpochSecond());

    private record Outcome(int exitCode, String output) {}

    @TempDir
    private Path folder;

    private final Sm2KeyPair keys = Sm2KeyPair.generate();

    @Test
    void opensslVerifiesOurSignature() throws Exception {
        write("message", MESSAGE);
        write(
                "signature",
                Sm2Signer.of(keys, Sm2UserId.DEFAULT, SignatureEncoding.DER).sign(MESSAGE));
        writePem("public.pem", "PUBLIC KEY", Curve.describe(keys.publicKey()).getEncoded());
        String[] verify = {
            "openssl", "dgst", "-sm3", "-verify", "public.pem", "-sigopt", USER, "-signature", "signature", "message"
        };
        assertEquals(0, run(verify).exitCode());

        write("message", "another".getBytes(StandardCharsets.US_ASCII));
        assertNotEquals(0, run(verify).exitCode());
    }

    @Test
    void weVerifyOpensslsSignature() throws Exception {
        openssl("genpkey", "-algorithm", "SM2", "-out", "key.pem");
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER", "-out", "key.der");
        Sm2KeyPair theirs = (Sm2KeyPair) KeyPair.of(PrivateKeyInfo.getInstance(read("key.der")));
        write("message", MESSAGE);
        openssl("dgst", "-sm3", "-sign", "key.pem", "-sigopt", USER, "-out", "signature", "message");

        Sm2Verifier.of(theirs.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.DER)
                .verify(MESSAGE, read("signature"));
        Sm2Verifier otherUser =
                Sm2Verifier.of(theirs.sm2PublicKey(), Sm2UserId.of(new byte[] {'x'}), SignatureEncoding.DER);
        byte[] signature = read("signature");
        assertThrows(WrongSignatureException.class, () -> otherUser.verify(MESSAGE, signature));
    }

    @Test
    void opensslVerifiesOurChains() throws Exception {
        CertificateAuthority signing = CertificateAuthority.createForSigning("for testing", DECADE);
        CertificateChain signingChain =
                signing.issue(CertificateRequest.of(keys, "a wish"), TERMINAL, CertificateUsage.SIGNING_TERMINAL, YEAR);
        assertChainVerifies(signing, signingChain, "any");

        CertificateAuthority line = CertificateAuthority.createForLine("for testing", DECADE);
        CertificateRequest request = CertificateRequest.of(P256KeyPair.generate(), "a wish");
        assertChainVerifies(line, line.issueServer(request, "platform", HOSTS, YEAR), "sslserver");
        assertChainVerifies(line, line.issue(request, TERMINAL, CertificateUsage.LINE_CLIENT, YEAR), "sslclient");
    }

    private void assertChainVerifies(CertificateAuthority authority, CertificateChain chain, String purpose)
            throws Exception {
        Outcome verified = verify(authority, chain, purpose);
        assertEquals(0, verified.exitCode(), verified.output());
    }

    private Outcome verify(CertificateAuthority authority, CertificateChain chain, String purpose) throws Exception {
        write("authority.pem", authority.anchors().encodePem());
        write("leaf.pem", new CertificateChain(List.of(chain.leaf())).encodePem());
        List<String> command = new ArrayList<>(List.of(
                "openssl", "verify", "-attime", AT, "-purpose", purpose, "-x509_strict", "-CAfile", "authority.pem"));
        if (Curve.of(chain.leaf().publicKey()) == Curve.SM2) {
            command.addAll(List.of("-vfyopt", USER));
        }
        command.add("leaf.pem");
        return run(command.toArray(String[]::new));
    }

    @Test
    void opensslRefusesOurChainUnderAnotherAuthority() throws Exception {
        for (boolean line : new boolean[] {true, false}) {
            CertificateAuthority ours = authority(line);
            KeyPair holder = line ? P256KeyPair.generate() : keys;
            CertificateUsage usage = line ? CertificateUsage.LINE_CLIENT : CertificateUsage.SIGNING_TERMINAL;
            CertificateChain chain = ours.issue(CertificateRequest.of(holder, "a wish"), TERMINAL, usage, YEAR);
            assertEquals(0, verify(ours, chain, "any").exitCode());
            assertNotEquals(0, verify(authority(line), chain, "any").exitCode());
        }
    }

    private static CertificateAuthority authority(boolean line) {
        return line
                ? CertificateAuthority.createForLine("for testing", DECADE)
                : CertificateAuthority.createForSigning("for testing", DECADE);
    }

    @Test
    void opensslVerifiesOurSm2RequestAndIssuesACertificateWeTrust() throws Exception {
        openssl("genpkey", "-algorithm", "SM2", "-out", "authority.key");
        String purpose = CertificateUsage.SIGNING_TERMINAL
                .extendedKeyUsage()
                .getUsages()[0]
                .getId();
        CertificateChain chain = issuedByOpenssl(
                keys, "digitalSignature,nonRepudiation", purpose, List.of("-sm3", "-sigopt", USER), "-vfyopt", USER);

        assertEquals(
                keys.sm2PublicKey(),
                trusted(chain, CertificateUsage.SIGNING_TERMINAL).sm2PublicKey());
        assertFault(CertificateFault.WRONG_USAGE, chain, CertificateUsage.SIGNING_PLATFORM);
    }

    @Test
    void opensslVerifiesOurP256RequestAndIssuesACertificateWeTrust() throws Exception {
        P256KeyPair lineKeys = P256KeyPair.generate();
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "authority.key");
        CertificateChain chain = issuedByOpenssl(lineKeys, "digitalSignature", "clientAuth", List.of("-sha256"));

        assertEquals(TERMINAL, trusted(chain, CertificateUsage.LINE_CLIENT).terminal());
        assertTrue(lineKeys.fits(chain.leaf()));
        assertFault(CertificateFault.WRONG_USAGE, chain, CertificateUsage.LINE_SERVER);
    }

    private TrustedCertificate trusted(CertificateChain chain, CertificateUsage usage) throws IOException {
        return TrustAnchors.decodePem(read("authority.pem"))
                .check(chain, usage, chain.leaf().validity().notBefore());
    }

    private void assertFault(CertificateFault fault, CertificateChain chain, CertificateUsage usage) {
        assertEquals(
                fault,
                assertThrows(CertificateRefusedException.class, () -> trusted(chain, usage))
                        .fault());
    }

    /**
     * A certificate for our request, by an authority that openssl makes of the file {@code authority.key}.
     *
     * @param signing how the authority signs
     * @param verifying how the request's own signature is verified
     */
    private CertificateChain issuedByOpenssl(
            KeyPair holder, String keyUsage, String purpose, List<String> signing, String... verifying)
            throws Exception {
        write(
                "extensions",
                ("[authority]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n"
                                + "subjectKeyIdentifier=hash\n[leaf]\nkeyUsage=critical," + keyUsage
                                + "\nextendedKeyUsage=critical," + purpose
                                + "\nauthorityKeyIdentifier=keyid\n[req]\ndistinguished_name=dn\n[dn]\n")
                        .getBytes(StandardCharsets.US_ASCII));
        openssl(
                signing,
                "req",
                "-x509",
                "-new",
                "-key",
                "authority.key",
                "-subj",
                "/CN=stranger",
                "-days",
                "30",
                "-config",
                "extensions",
                "-extensions",
                "authority",
                "-out",
                "authority.pem");
        writePem(
                "request.pem",
                "CERTIFICATE REQUEST",
                CertificateRequest.of(holder, "a wish").encoded());
        openssl(List.of(verifying), "req", "-in", "request.pem", "-verify", "-noout");
        List<String> both = new ArrayList<>(signing);
        both.addAll(List.of(verifying));
        openssl(
                both,
                "x509",
                "-req",
                "-in",
                "request.pem",
                "-CA",
                "authority.pem",
                "-CAkey",
                "authority.key",
                "-CAcreateserial",
                "-days",
                "10",
                "-subj",
                "/CN=" + TERMINAL,
                "-extfile",
                "extensions",
                "-extensions",
                "leaf",
                "-out",
                "leaf.pem");
        return CertificateChain.decodePem(read("leaf.pem"));
    }

    @Test
    void opensslVerifiesOurRevocationLists() throws Exception {
        CertificateAuthority line = CertificateAuthority.createForLine("for testing", DECADE);
        CertificateRequest request = CertificateRequest.of(P256KeyPair.generate(), "a wish");
        CertificateChain taken = line.issueServer(request, "platform", HOSTS, YEAR);
        RevocationList list = line.revocationList(Map.of(taken.leaf(), YEAR.notBefore()), YEAR);
        write("authority.pem", line.anchors().encodePem());
        write("list.pem", new Revocations(List.of(list)).encodePem());
        Outcome verified = run("openssl", "crl", "-in", "list.pem", "-CAfile", "authority.pem", "-noout");
        assertTrue(verified.output().contains("verify OK"), verified.output());
        write("leaf.pem", new CertificateChain(List.of(taken.leaf())).encodePem());
        Outcome revoked = run(
                "openssl",
                "verify",
                "-attime",
                AT,
                "-crl_check",
                "-CRLfile",
                "list.pem",
                "-CAfile",
                "authority.pem",
                "leaf.pem");
        assertNotEquals(0, revoked.exitCode());
        assertTrue(revoked.output().contains("certificate revoked"), revoked.output());

        // OpenSSL 3.0 takes no user id for a list: its signature is shown alone.
        CertificateAuthority signing = CertificateAuthority.createForSigning("for testing", DECADE);
        CertificateRequest signer = CertificateRequest.of(keys, "a wish");
        Certificate signed = signing.issuePlatform(signer, "platform", YEAR).leaf();
        CertificateList ofSm2 = CertificateList.getInstance(
                signing.revocationList(Map.of(signed, YEAR.notBefore()), YEAR).encoded());
        write("message", ofSm2.getTBSCertList().getEncoded("DER"));
        write("signature", ofSm2.getSignature().getOctets());
        writePem(
                "public.pem",
                "PUBLIC KEY",
                Curve.describe(signing.keyStore().keyPair().publicKey()).getEncoded());
        openssl("dgst", "-sm3", "-verify", "public.pem", "-sigopt", USER, "-signature", "signature", "message");
    }

    @Test
    void weReadOpensslsRevocationLists() throws Exception {
        CertificateAuthority line = CertificateAuthority.createForLine("for testing", DECADE);
        Certificate taken = line.issueServer(
                        CertificateRequest.of(P256KeyPair.generate(), "a wish"), "platform", HOSTS, YEAR)
                .leaf();
        assertListIsRead(line, taken, CertificateUsage.LINE_SERVER, "sha256");

        CertificateAuthority signing = CertificateAuthority.createForSigning("for testing", DECADE);
        Certificate signer = signing.issuePlatform(CertificateRequest.of(keys, "a wish"), "platform", YEAR)
                .leaf();
        assertListIsRead(signing, signer, CertificateUsage.SIGNING_PLATFORM, "sm3", "-sigopt", USER);
    }

    private void assertListIsRead(
            CertificateAuthority authority, Certificate taken, CertificateUsage usage, String digest, String... more)
            throws Exception {
        write("authority.pem", authority.anchors().encodePem());
        writePem(
                "authority.key",
                "PRIVATE KEY",
                authority.keyStore().keyPair().privateKeyInfo().getEncoded());
        String serial = taken.serialNumber().toString(16).toUpperCase(Locale.ROOT);
        write(
                "index.txt",
                ("R\t360101000000Z\t261101000000Z\t" + (serial.length() % 2 == 0 ? "" : "0") + serial
                                + "\tunknown\t/CN=platform\n")
                        .getBytes(StandardCharsets.US_ASCII));
        write("crlnumber", "01\n".getBytes(StandardCharsets.US_ASCII));
        write(
                "ca.cnf",
                ("[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=" + digest
                                + "\ndefault_crl_days=30\ncrl_extensions=list\n[list]\n"
                                + "authorityKeyIdentifier=keyid\n")
                        .getBytes(StandardCharsets.US_ASCII));
        List<String> command = new ArrayList<>(List.of(
                "ca",
                "-gencrl",
                "-config",
                "ca.cnf",
                "-cert",
                "authority.pem",
                "-keyfile",
                "authority.key",
                "-out",
                "list.pem"));
        command.addAll(List.of(more));
        openssl(command.toArray(String[]::new));

        RevocationList list = Revocations.decodePem(read("list.pem")).lists().get(0);
        TrustAnchors anchors = authority.anchors().with(Revocations.NONE.with(list, List.of(authority.anchors())));
        CertificateChain chain = new CertificateChain(List.of(taken));
        assertEquals(
                CertificateFault.REVOKED,
                assertThrows(CertificateRefusedException.class, () -> anchors.check(chain, usage, TestAuthorities.NOW))
                        .fault());
    }

    /** Row 12 of the tests of reliability: both programs take exactly the same signatures. */
    @Test
    void row12OpensslTakesExactlyTheValidSetToo() throws Exception {
        write("message", MESSAGE);
        writePem("public.pem", "PUBLIC KEY", Curve.describe(keys.publicKey()).getEncoded());
        Sm2Signer signer = Sm2Signer.of(keys, Sm2UserId.DEFAULT, SignatureEncoding.DER);
        byte[] good = signer.sign(MESSAGE);
        // openssl dgst reads no further than the longest signature, and would not see a byte behind it.
        while (good.length == 72) {
            good = signer.sign(MESSAGE);
        }
        for (SignatureVariant variant : SignatureVariant.values()) {
            write("signature", variant.of(good));
            Outcome outcome = run(
                    "openssl",
                    "dgst",
                    "-sm3",
                    "-verify",
                    "public.pem",
                    "-sigopt",
                    USER,
                    "-signature",
                    "signature",
                    "message");
            assertEquals(
                    variant.expected() == SignatureVariant.Expected.VALID, outcome.exitCode() == 0, variant.name());
        }
        write("signature", good);
        Outcome otherUser = run(
                "openssl",
                "dgst",
                "-sm3",
                "-verify",
                "public.pem",
                "-sigopt",
                "distid:x",
                "-signature",
                "signature",
                "message");
        assertNotEquals(0, otherUser.exitCode());
    }

    @Test
    void opensslOpensOurKeyStoreAndWeOpenItsOwn() throws Exception {
        P256KeyPair lineKeys = P256KeyPair.generate();
        CertificateAuthority line = CertificateAuthority.createForLine("for testing", DECADE);
        CertificateChain chain =
                line.issueServer(CertificateRequest.of(lineKeys, "a wish"), "platform", Set.copyOf(HOSTS), YEAR);
        write("ours.p12", KeyStoreFile.of(lineKeys, chain).encode("for testing".toCharArray()));
        // The test's passphrase guards nothing.
        write("passphrase", "for testing".getBytes(StandardCharsets.US_ASCII));
        openssl("pkcs12", "-in", "ours.p12", "-passin", "file:passphrase", "-nodes", "-out", "all.pem");
        openssl("pkcs12", "-export", "-in", "all.pem", "-passout", "file:passphrase", "-out", "theirs.p12");

        KeyStoreFile theirs = KeyStoreFile.decode(read("theirs.p12"), "for testing".toCharArray());
        assertEquals(lineKeys.privateKey().getD(), theirs.keyPair().privateKey().getD());
        assertEquals(chain.leaf(), theirs.chain().orElseThrow().leaf());
    }

    @Test
    void keyedDigestAgrees() throws Exception {
        byte[] secret = HexFormat.of().parseHex("0102030405060708".repeat(4));
        write("message", MESSAGE);
        openssl(
                "dgst",
                "-sm3",
                "-mac",
                "HMAC",
                "-macopt",
                "hexkey:" + HexFormat.of().formatHex(secret),
                "-binary",
                "-out",
                "code",
                "message");
        assertArrayEquals(read("code"), Sm3Mac.of(Sm3MacKey.of(secret)).code(MESSAGE));
    }

    @Test
    void keysHaveTheFormOpensslWrites() throws Exception {
        writePem("key.pem", "PRIVATE KEY", keys.privateKeyInfo().getEncoded());
        openssl("pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der");
        SubjectPublicKeyInfo theirs = SubjectPublicKeyInfo.getInstance(read("public.der"));
        assertEquals(Curve.describe(keys.publicKey()), theirs);
    }

    private void openssl(String... arguments) throws Exception {
        openssl(List.of(), arguments);
    }

    private void openssl(List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        command.addAll(options);
        Outcome outcome = run(command.toArray(String[]::new));
        assertTrue(outcome.exitCode() == 0, () -> String.join(" ", command) + "\n" + outcome.output());
    }

    private Outcome run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private void writePem(String name, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        write(
                name,
                ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }
}
