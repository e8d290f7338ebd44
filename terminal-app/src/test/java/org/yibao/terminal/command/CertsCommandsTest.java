package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Authorities;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.RevocationList;
import org.yibao.certs.Revocations;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.Validity;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.terminal.CertificatesFolder;

/** The life of a terminal's keys and certificates, by its commands, on its own files. */
final class CertsCommandsTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir
    Path folder;

    private final Instant now = Instant.now();
    private final Validity days = new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
    private StoredTerminal terminal;

    @BeforeEach
    void enrolledTerminal() throws IOException {
        terminal = StoredTerminal.in(folder);
    }

    @Test
    void statusShowsEachCertificateItsEndAndTheWarning() {
        Ended status = terminal.certs("status");
        assertEquals(ExitCode.OK, status.exit(), status.printed());
        String text = status.out();
        assertTrue(text.contains("终端连线：C=CN,CN=P37010200001-A，签发者 C=CN,CN=test only line，"), text);
        assertTrue(text.contains("终端连线：C=CN,CN=P37010200001-A，签发者 C=CN,CN=test only line SM"), text);
        assertTrue(text.contains("终端签名：C=CN,CN=P37010200001-A，签发者 C=CN,CN=test only signing"), text);
        assertEquals(3, text.split("证书不到 7 天就到期（剩余 0 天），请用 certs renew", -1).length - 1, text);
        assertEquals(3, text.split("机构证书不到 7 天", -1).length - 1, text);
        assertTrue(text.contains("没有吊销名单"), text);
    }

    @Test
    void revokedTerminalIsToldAndDoesNotStart() throws IOException {
        RevocationList list = list(Map.of(identity().signingChain().leaf(), now.minusSeconds(1)), days);
        Ended installed = trust(Files.write(folder.resolve("list.der"), list.encoded()));
        assertEquals(ExitCode.OK, installed.exit(), installed.printed());

        Ended status = terminal.certs("status");
        assertEquals(ExitCode.REFUSED, status.exit());
        assertTrue(status.out().contains("已被吊销"), status.out());
        assertTrue(status.out().contains("共 1 张"), status.out());
        Ended verify = verify();
        assertEquals(ExitCode.CANNOT_START, verify.exit());
        assertTrue(verify.err().contains("REVOKED"), verify.err());
    }

    @Test
    void staleListIsShownAndNotInstalled() throws IOException {
        RevocationList stale = list(Map.of(), new Validity(days.notBefore(), now.minusSeconds(1)));
        Path file = Files.write(folder.resolve("list.pem"), new Revocations(List.of(stale)).encodePem());
        Ended refused = trust(file);
        assertEquals(ExitCode.CANNOT_START, refused.exit());
        assertTrue(refused.err().contains("REVOCATION_LIST_STALE"), refused.err());
        Files.copy(file, folder.resolve("certs").resolve(IdentityFiles.REVOCATIONS));
        Ended status = terminal.certs("status");
        assertEquals(ExitCode.OK, status.exit());
        assertTrue(status.out().contains("吊销名单已到更新的时间"), status.out());
    }

    @Test
    void listOfAStrangerIsNotInstalledUntilItsAuthorityIsNamed() throws IOException {
        CertificateAuthority stranger = CertificateAuthority.createForSigning("stranger", days);
        byte[] pem = new Revocations(List.of(stranger.revocationList(Map.of(), days))).encodePem();
        Path list = Files.write(folder.resolve("list.pem"), pem);
        Ended refused = trust(list);
        assertEquals(ExitCode.CANNOT_START, refused.exit());
        assertTrue(refused.err().contains("WRONG_ISSUER"), refused.err());
        Path authority =
                Files.write(folder.resolve("stranger.pem"), stranger.anchors().encodePem());
        assertEquals(
                ExitCode.OK, trust(list, "--authority", authority.toString()).exit());
    }

    @Test
    void announcedAuthorityIsTrustedBesideItsPredecessor() throws IOException {
        Authorities next = Authorities.create("next", days);
        byte[] announcement =
                terminal.authorities().signing().announce(next.signing(), days).encodePem();
        Ended announced = trust(Files.write(folder.resolve("announcement.pem"), announcement));
        assertEquals(ExitCode.OK, announced.exit(), announced.printed());
        Ended status = terminal.certs("status");
        assertTrue(status.out().contains("签发机构：C=CN,CN=next signing"), status.out());
        assertTrue(status.out().contains("签发机构：C=CN,CN=test only signing"), status.out());
        assertEquals(ExitCode.OK, verify().exit());
    }

    @Test
    void renewalBringsNewKeysAndWhatTheEarlierSignedIsStillBelieved() throws IOException {
        sell(1);
        TerminalIdentity before = identity();
        Path request = folder.resolve("renewal.der");
        renew(request);
        byte[] asked = Files.readAllBytes(request);
        assertTrue(terminal.certs("status").out().contains("等待答复"));
        sell(2);

        terminal.install(request, days);
        TerminalIdentity after = identity();
        assertNotEquals(before.signingChain(), after.signingChain());
        assertNotEquals(before.lineChain(), after.lineChain());
        assertEquals(1, after.earlierSignerKeys().size());
        sell(3);
        Ended verified = verify();
        assertEquals(ExitCode.OK, verified.exit(), verified.printed());

        Files.delete(folder.resolve("certs").resolve(IdentityFiles.EARLIER_SIGNING));
        assertEquals(ExitCode.REFUSED, verify().exit(), "without it the earlier records are nobody's");
        assertFalse(terminal.certs("status").out().contains("等待答复"));
        renew(request);
        assertFalse(Arrays.equals(asked, Files.readAllBytes(request)), "the next renewal has keys of its own");
    }

    @Test
    void renewalAskedForAgainIsForTheSameKeys() throws IOException {
        Path first = folder.resolve("first.der");
        renew(first);
        renew(folder.resolve("second.der"));
        terminal.install(first, days);
        assertEquals(1, identity().earlierSignerKeys().size());
    }

    @Test
    void renewalThatWasClearedHalfWayWaitsNoMore() throws IOException {
        renew(folder.resolve("first.der"));
        Files.delete(folder.resolve("certs").resolve("renewal").resolve(IdentityFiles.LINE_KEYS));
        assertFalse(terminal.certs("status").out().contains("等待答复"));
        Path second = folder.resolve("second.der");
        renew(second);
        terminal.install(second, days);
        assertEquals(1, identity().earlierSignerKeys().size());
    }

    private void renew(Path request) {
        Ended renewing = terminal.certs("renew", "--out", request.toString());
        assertEquals(ExitCode.OK, renewing.exit(), renewing.printed());
    }

    @Test
    void changedStoreKeyOpensTheStoreAndTheEarlierOneNoMore() throws IOException {
        sell(1);
        Path key = folder.resolve("certs").resolve("store.key");
        byte[] before = Files.readAllBytes(key);
        Ended changed = rotate();
        assertEquals(ExitCode.OK, changed.exit(), changed.printed());
        byte[] after = Files.readAllBytes(key);
        assertFalse(Arrays.equals(before, after));
        sell(2);
        assertEquals(ExitCode.OK, verify().exit());

        Files.write(key, before);
        assertEquals(ExitCode.CANNOT_START, verify().exit());
        Files.write(key, after);
        assertEquals(ExitCode.OK, verify().exit());
    }

    @Test
    void interruptedChangeOfTheStoreKeyIsFinishedByTheNextStart() throws IOException {
        sell(1);
        Path key = folder.resolve("certs").resolve("store.key");
        Path next = folder.resolve("certs").resolve("store-next.key");
        byte[] before = Files.readAllBytes(key);
        assertEquals(ExitCode.OK, rotate().exit());
        byte[] after = Files.readAllBytes(key);

        // As if the power had gone when the store was changed and the file was not.
        Files.write(next, after);
        Files.write(key, before);
        assertEquals(ExitCode.OK, verify().exit());
        assertArrayEquals(after, Files.readAllBytes(key));
        assertFalse(Files.exists(next));

        // And as if it had gone when only the new key was written.
        Files.write(next, before);
        assertEquals(ExitCode.OK, verify().exit());
        assertArrayEquals(before, Files.readAllBytes(key));
    }

    @Test
    void keyOfARunningTerminalsStoreIsNotChanged() throws IOException {
        Path key = folder.resolve("certs").resolve("store.key");
        terminal.inStore(store -> assertEquals(ExitCode.STORE_IN_USE, rotate().exit()));
        assertFalse(Files.exists(key.resolveSibling("store-next.key")));
        assertEquals(ExitCode.OK, verify().exit());
    }

    @Test
    void changedPassphraseOpensTheKeysAndTheEarlierOneNoMore() throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), "battery staple\n");
        Ended changed = rotate("--new-passphrase-file", fresh.toString());
        assertEquals(ExitCode.OK, changed.exit(), changed.printed());
        assertEquals(ExitCode.CANNOT_START, terminal.certs("status").exit());
        Files.copy(fresh, folder.resolve("passphrase"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(ExitCode.OK, terminal.certs("status").exit());
        assertEquals(ExitCode.OK, verify().exit());
    }

    @Test
    void interruptedChangeOfFilesIsFinishedOnlyOnceAllAreThere() throws IOException {
        Path certs = folder.resolve("certs");
        Path staged = certs.resolve(IdentityFiles.LINE_KEYS + ".next");
        byte[] good = Files.readAllBytes(certs.resolve(IdentityFiles.LINE_KEYS));
        Files.writeString(staged, "half");
        assertEquals(ExitCode.OK, terminal.certs("status").exit(), "what was not switched to is not read");
        CertificatesFolder.at(certs).write(IdentityFiles.of(Map.of(IdentityFiles.REVOCATIONS, new byte[0])));
        assertArrayEquals(good, Files.readAllBytes(certs.resolve(IdentityFiles.LINE_KEYS)));

        Files.writeString(staged, "another");
        Files.writeString(certs.resolve("switching"), "");
        assertEquals(ExitCode.CANNOT_START, terminal.certs("status").exit());
        assertEquals("another", Files.readString(certs.resolve(IdentityFiles.LINE_KEYS)));
    }

    @Test
    void doctorTellsTheConventionOfTheOtherSide() throws IOException {
        Sm2KeyPair keys = Sm2KeyPair.generate();
        String text = "结算 42.00 元";
        Path message = Files.writeString(folder.resolve("message"), text);
        Path key = Files.write(folder.resolve("key"), keys.sm2PublicKey().encoded());
        byte[] agreed = Sm2Signer.of(keys, Sm2UserId.DEFAULT, SignatureEncoding.RAW)
                .sign(text.getBytes(StandardCharsets.UTF_8));
        Ended same = doctor(message, agreed, key);
        assertEquals(ExitCode.OK, same.exit(), same.printed());
        assertTrue(same.out().contains("与终端的约定一致"), same.out());

        Sm2UserId alice = Sm2UserId.of("alice".getBytes(StandardCharsets.US_ASCII));
        byte[] other = Base64.getEncoder()
                .encode(Sm2Signer.of(keys, alice, SignatureEncoding.DER).sign(text.getBytes(Charset.forName("GBK"))));
        Ended told = doctor(message, other, key, "--user-id", "bob", "--user-id", "alice");
        assertEquals(ExitCode.REFUSED, told.exit());
        for (String line : List.of("封装：Base64 文字", "两个数：DER", "r 在前", "用户标识：给出的 alice", "报文编码：GBK")) {
            assertTrue(told.out().contains(line), told.out());
        }
        assertTrue(doctor(message, other, key).out().contains("不是这把密钥"));
        assertTrue(doctor(message, new byte[] {1}, key).out().contains("这不是签名"));
    }

    private Ended doctor(Path message, byte[] signature, Path key, String... more) throws IOException {
        Path file = Files.write(folder.resolve("signature"), signature);
        List<String> arguments = new ArrayList<>(List.of(
                "certs",
                "doctor",
                "--message",
                message.toString(),
                "--signature",
                file.toString(),
                "--key",
                key.toString()));
        arguments.addAll(List.of(more));
        return Ended.of("", arguments.toArray(String[]::new));
    }

    private Ended trust(Path signed, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("certs", "trust", "--folder", folder.resolve("certs").toString(), signed.toString()));
        arguments.addAll(List.of(more));
        return Ended.of("", arguments.toArray(String[]::new));
    }

    private Ended rotate(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "certs", "rotate", "--config", folder.resolve("terminal.yaml").toString()));
        arguments.addAll(List.of(more));
        return Ended.of("", arguments.toArray(String[]::new));
    }

    private Ended verify() {
        return Ended.of(
                "",
                "journal",
                "verify",
                "--config",
                folder.resolve("terminal.yaml").toString());
    }

    private void sell(int number) {
        terminal.inStore(store -> {
            Sale sale = Sales.atPharmacy()
                    .to(Persons.person(number))
                    .made(store.ids().next(Sales.MORNING), "sale-" + number);
            store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
        });
    }

    private TerminalIdentity identity() {
        return TerminalIdentity.open(IdentityFiles.load(folder.resolve("certs")), PASSPHRASE);
    }

    private RevocationList list(Map<Certificate, Instant> revoked, Validity validity) {
        return terminal.authorities().signing().revocationList(revoked, validity);
    }
}
