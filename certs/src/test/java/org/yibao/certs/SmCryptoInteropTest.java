package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A second implementation, in another language, agrees with our signatures and digests: npm's {@code sm-crypto},
 * which {@code .ci/run} installs where this test looks.
 */
@RequiresProgram("node")
class SmCryptoInteropTest {
    private static final Path FOLDER = Path.of("target", "strangers");
    private static final byte[] MESSAGE = "费用结算 a settlement".getBytes(StandardCharsets.UTF_8);
    private static final String SCRIPT = """
            const {sm2, sm3} = require('sm-crypto');
            const [what, message, ...rest] = process.argv.slice(1);
            const bytes = Array.from(Buffer.from(message, 'hex'));
            const options = {hash: true, der: rest[0] === 'DER', userId: rest[1]};
            const answers = {
              digest: () => sm3(bytes),
              sign: () => sm2.doSignature(bytes, rest[2], options),
              verify: () => sm2.doVerifySignature(bytes, rest[3], rest[2], options),
            };
            process.stdout.write(String(answers[what]()));
            """;

    private final Sm2KeyPair keys = Sm2KeyPair.generate();

    /** Where the build's word counts, a missing library makes the tests fail. */
    @BeforeAll
    static void required() {
        boolean present = Files.isDirectory(FOLDER.resolve("node_modules").resolve("sm-crypto"));
        assumeTrue(
                present || "true".equals(System.getenv("CI")),
                "SKIPPED: sm-crypto is not installed in target/strangers");
    }

    @ParameterizedTest
    @CsvSource({"RAW,1234567812345678", "DER,1234567812345678", "RAW,ALICE123@YAHOO.COM", "DER,ALICE123@YAHOO.COM"})
    void itVerifiesOurSignatureAndNoOther(SignatureEncoding encoding, String user) throws Exception {
        byte[] signature = Sm2Signer.of(keys, user(user), encoding).sign(MESSAGE);
        assertEquals("true", verify(MESSAGE, encoding, user, signature));
        assertEquals("false", verify(new byte[] {1}, encoding, user, signature));
        assertEquals("false", verify(MESSAGE, encoding, "another", signature));
    }

    @ParameterizedTest
    @CsvSource({"RAW,1234567812345678", "DER,1234567812345678", "RAW,ALICE123@YAHOO.COM", "DER,ALICE123@YAHOO.COM"})
    void weVerifyItsSignatureAndNoOther(SignatureEncoding encoding, String user) throws Exception {
        String number = String.format("%064x", keys.privateKey().getD());
        byte[] signature = HexFormat.of().parseHex(smCrypto("sign", hex(MESSAGE), encoding.name(), user, number));
        Sm2Verifier verifier = Sm2Verifier.of(keys.sm2PublicKey(), user(user), encoding);
        assertDoesNotThrow(() -> verifier.verify(MESSAGE, signature));
        assertThrows(WrongSignatureException.class, () -> verifier.verify(new byte[] {1}, signature));
        Sm2Verifier another = Sm2Verifier.of(keys.sm2PublicKey(), user("another"), encoding);
        assertThrows(WrongSignatureException.class, () -> another.verify(MESSAGE, signature));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 55, 56, 63, 64, 65, 1000})
    void digestsAgree(int length) throws Exception {
        byte[] message = new byte[length];
        new Random(length).nextBytes(message);
        assertEquals(Sm3.digest(message).hex(), smCrypto("digest", hex(message)));
    }

    private String verify(byte[] message, SignatureEncoding encoding, String user, byte[] signature) throws Exception {
        String publicKey = hex(keys.sm2PublicKey().encoded());
        return smCrypto("verify", hex(message), encoding.name(), user, publicKey, hex(signature));
    }

    private static Sm2UserId user(String text) {
        return Sm2UserId.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String smCrypto(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "-e", SCRIPT, "--"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
