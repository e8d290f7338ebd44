package org.yibao.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.yibao.certs.DataKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.Sm3;

/**
 * The cryptography of the line beside {@code openssl speed}: in each round first the one, then the other, a second
 * each, both by the CPU time of the working thread. Prints a line for each algorithm with the medians and the median of
 * the rounds' ratios. OpenSSL 3.0 has no SM4-GCM: that one stands alone.
 *
 * <p>Arguments: rounds (5), bytes of a message (2048, about a settlement of a few lines).
 */
public final class BesideOpenssl {
    private static final int ROUNDS = 5;
    private static final int MESSAGE_BYTES = 2048;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int SM4_KEY_BYTES = 16;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final double NANOS = 1e9;

    private BesideOpenssl() {}

    private interface Operation {
        /** @return something of the result, so that nothing is left out */
        int run() throws GeneralSecurityException;
    }

    /**
     * @param speed arguments of {@code openssl speed -mr}; empty where it has none
     * @param of its line, from 1, that holds operations, or bytes, a second
     * @param perByte whether it counts bytes
     */
    private record Row(String name, Operation ours, List<String> speed, int field, boolean perByte) {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        int bytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : MESSAGE_BYTES;
        List<Row> rows = rows(bytes);
        for (Row row : rows) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                perSecond(row.ours());
            }
        }
        System.out.printf(Locale.ROOT, "%d bytes, %d rounds; operations a second of CPU time, median%n", bytes, rounds);
        System.out.printf(Locale.ROOT, "%-14s %12s %12s %8s%n", "", "ours", "openssl", "ratio");
        for (Row row : rows) {
            print(row, rounds, bytes);
        }
    }

    private static List<Row> rows(int bytes) throws GeneralSecurityException {
        byte[] message = new byte[bytes];
        Sm2KeyPair keys = Sm2KeyPair.generate();
        Sm2Signer signer = Sm2Signer.of(keys, Sm2UserId.DEFAULT, SignatureEncoding.RAW);
        Sm2Verifier verifier = Sm2Verifier.of(keys.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.RAW);
        byte[] signature = signer.sign(message);
        Cipher counter = sm4("SM4/CTR/NoPadding");
        Cipher chained = sm4("SM4/CBC/NoPadding");
        DataKey sealing = DataKey.generate();
        byte[] associated = new byte[0];
        return List.of(
                // `openssl speed sm2` signs a digest of a few bytes; ours digests the whole message besides.
                new Row("SM2 sign", () -> signer.sign(message)[0], List.of("sm2"), 5, false),
                new Row(
                        "SM2 verify",
                        () -> {
                            verifier.verify(message, signature);
                            return 0;
                        },
                        List.of("sm2"),
                        6,
                        false),
                new Row("SM3", () -> Sm3.digest(message).bytes()[0], evp("sm3", bytes), 4, true),
                new Row("SM4-CTR", () -> counter.doFinal(message)[0], evp("sm4-ctr", bytes), 4, true),
                new Row("SM4-CBC", () -> chained.doFinal(message)[0], evp("sm4-cbc", bytes), 4, true),
                new Row("SM4-GCM seal", () -> sealing.seal(message, associated)[0], List.of(), 0, true));
    }

    private static List<String> evp(String name, int bytes) {
        return List.of("-bytes", Integer.toString(bytes), "-evp", name);
    }

    private static Cipher sm4(String mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(mode, new BouncyCastleProvider());
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(new byte[SM4_KEY_BYTES], "SM4"),
                new IvParameterSpec(new byte[SM4_KEY_BYTES]));
        return cipher;
    }

    private static void print(Row row, int rounds, int bytes) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double own = perSecond(row.ours());
            ours.add(own);
            if (!row.speed().isEmpty()) {
                double other = openssl(row) / (row.perByte() ? bytes : 1);
                theirs.add(other);
                ratios.add(own / other);
            }
        }
        boolean alone = theirs.isEmpty();
        System.out.printf(
                Locale.ROOT,
                "%-14s %,12.0f %12s %8s%n",
                row.name(),
                median(ours),
                alone ? "-" : String.format(Locale.ROOT, "%,.0f", median(theirs)),
                alone ? "-" : String.format(Locale.ROOT, "%.2f", median(ratios)));
    }

    private static double perSecond(Operation operation) throws GeneralSecurityException {
        var thread = ManagementFactory.getThreadMXBean();
        long from = thread.getCurrentThreadCpuTime();
        long spent = 0;
        long operations = 0;
        int kept = 0;
        while (spent < ROUND_NANOS) {
            kept += operation.run();
            operations++;
            spent = thread.getCurrentThreadCpuTime() - from;
        }
        if (kept == Integer.MIN_VALUE) {
            throw new IllegalStateException("nothing was computed");
        }
        return operations * NANOS / spent;
    }

    private static double openssl(Row row) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "speed", "-mr", "-seconds", "1"));
        command.addAll(row.speed());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        return output.lines()
                .filter(line -> line.startsWith("+F"))
                .map(line -> Double.parseDouble(line.split(":", -1)[row.field() - 1]))
                .findFirst()
                .orElseThrow(() -> new IOException(command + " says nothing"));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
