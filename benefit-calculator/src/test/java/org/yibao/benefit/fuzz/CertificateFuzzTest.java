package org.yibao.benefit.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.certificate.check.Verdict;

/** Any bytes as a certificate of calculation: a verdict, and the same one each time; nothing else. */
final class CertificateFuzzTest {
    @FuzzTest
    void anyBytesAreJudged(byte[] bytes) {
        long begun = FuzzTime.now();
        Verdict verdict = CertificateChecker.check(bytes, CertificateFuzzTest::digest);
        assertNotNull(verdict);
        assertFalse(verdict.toString().isEmpty());
        FuzzTime.assertShort(begun);
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
