package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.certificate.GoldenCertificateTest.Golden;
import org.yibao.benefit.certificate.JsonTree.Node;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.certificate.check.Verdict.Fault;
import org.yibao.benefit.certificate.check.Verdict.Unreadable;

/** Whatever bytes come, the checker gives a verdict, soon. */
final class HostileCertificateTest {
    private static final String CERTIFICATE = Golden.CARE.kept();
    private static final Node ROOT = JsonTree.parse(CERTIFICATE);

    /** What a verdict may take on a busy machine; most take less than a millisecond. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static void assertFault(Fault fault, String certificate) {
        Verdict verdict = assertTimeoutPreemptively(SOON, () -> Certificates.check(certificate));
        assertEquals(fault, assertInstanceOf(Unreadable.class, verdict).fault());
    }

    private static String with(Node node, String value) {
        return CERTIFICATE.substring(0, node.begin()) + value + CERTIFICATE.substring(node.end());
    }

    private static String put(String was, String now) {
        int at = CERTIFICATE.indexOf(was);
        assertFalse(at < 0, was);
        return CERTIFICATE.substring(0, at) + now + CERTIFICATE.substring(at + was.length());
    }

    @Test
    void oneCutAtAnyByteIsUnreadable() {
        byte[] whole = CERTIFICATE.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(Unreadable.class, Certificates.check(Arrays.copyOf(whole, length)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "\r\n", " ", "\0", ",", "}", "{}", "null", "#"})
    void whatFollowsTheLastBracketIsRefused(String more) {
        assertFault(Fault.NOT_JSON, CERTIFICATE + more);
    }

    @Test
    void whatGoesBeforeAndAnotherEncodingAreRefused() {
        for (String before : List.of("\uFEFF", " ", "\n", "[", ",", "//\n", "\0")) {
            assertFault(Fault.NOT_JSON, before + CERTIFICATE);
        }
        assertFault(Fault.NOT_JSON, CERTIFICATE + CERTIFICATE);
        assertFault(Fault.NOT_JSON, "");
        assertInstanceOf(Unreadable.class, Certificates.check(CERTIFICATE.getBytes(UTF_16LE)));
        assertInstanceOf(
                Unreadable.class, Certificates.check(put("海港一", "\u00FF").getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"certificate\":1 | \"certificate\":2 | VERSION",
                "\"certificate\":1 | \"certificate\":0 | VERSION",
                "\"certificate\":1 | \"certificate\":-1 | VERSION",
                "\"certificate\":1 | \"certificate\":1.0 | VALUE",
                "\"certificate\":1 | \"certificate\":\"1\" | VALUE",
                "\"certificate\":1 | \"certificate\":1,\"certificate\":1 | FIELD_UNEXPECTED",
                "\"day\":\"2024-12-31\" | \"day\":\"2024-12-31\",\"day\":\"2024-12-31\" | FIELD_UNEXPECTED",
                "\"day\":\"2024-12-31\" | \"day\":\"2024-13-31\" | VALUE",
                "\"day\":\"2024-12-31\" | \"day\":\"2023-02-29\" | VALUE",
                "\"day\":\"2024-12-31\" | \"day\":20241231 | VALUE",
                "\"day\":\"2024-12-31\", |  | FIELD_UNEXPECTED",
                "\"VISITS\":1} | \"VISITS\":1,\"VISITS\":1} | ORDER",
                "\"VISITS\":1} | \"VISITS\":1,\"A\":1} | ORDER",
                "\"VISITS\":1} | \"VISITS\":01} | NOT_JSON",
                "\"VISITS\":1} | \"VISITS\":+1} | NOT_JSON",
                "\"VISITS\":1} | \"VISITS\":1.} | NOT_JSON",
                "\"VISITS\":1} | \"VISITS\":1e0} | VALUE",
                "\"VISITS\":1} | \"VISITS\":-0} | VALUE",
                "\"VISITS\":1} | \"VISITS\":-1} | RANGE",
                "\"VISITS\":1} | \"VISITS\":NaN} | NOT_JSON",
                "\"VISITS\":1} | \"VISITS\":Infinity} | NOT_JSON",
                "\"VISITS\":1} | \"VISITS\":0x1} | NOT_JSON",
                "\"VISITS\":1} | \"VISITS\":true} | VALUE",
                "\"VISITS\":1} | \"VISITS\":null} | VALUE",
                "\"VISITS\":1} | \"VISITS\":[1]} | VALUE",
                "\"VISITS\":1} | \"VISITS\":{}} | VALUE",
                "\"VISITS\":1} | \"VISITS\":\"1\"} | VALUE",
                "\"VISITS\":1} | \"VISITS\":999999999999999999} | RANGE",
                "\"VISITS\":1} | \"VISITS\": 1} | NOT_JSON",
                "2.5,1000.51 | 2.50,1000.51 | VALUE",
                "2.5,1000.51 | 25e-1,1000.51 | VALUE",
                "2.5,1000.51 | 1e999999999,1000.51 | VALUE",
                "2.5,1000.51 | 1E-999999999,1000.51 | VALUE",
                "2.5,1000.51 | -2.5,1000.51 | RANGE",
                "\"value\":0.95 | \"value\":1.01 | RANGE",
                "\"bundle\":\"harbour\" | \"bundle\":\"harbor\" | NAME",
                "\"law\":\"海港一\" | \"law\":\"\\x\" | NOT_JSON",
                "\"unit\":\"ratio\" | \"unit\":\"rate\" | VALUE",
                "\"year\",\"due\" | \"year\",\"dues\" | NAME",
            })
    void anythingInAnotherFormHasItsFault(String was, String now, Fault fault) {
        assertFault(fault, put(was, now == null ? "" : now));
    }

    @Test
    void keyGivenTwiceIsRefusedInEveryObject() {
        for (Node object : JsonTree.objects(ROOT, CERTIFICATE)) {
            Node first = object.items().get(0);
            String field = CERTIFICATE.substring(object.begin() + 1, first.end());
            String twice = CERTIFICATE.substring(0, first.end()) + "," + field + CERTIFICATE.substring(first.end());
            assertInstanceOf(Unreadable.class, Certificates.check(twice), object::path);
        }
    }

    @Test
    void everyValueOfAnotherTypeOrHugeIsRefused() {
        List<String> values = List.of(
                "{}", "[]", "[[]]", "{\"a\":1}", "0.5", "-1", "1e400", "9".repeat(80), "0." + "9".repeat(78), "\"\"");
        for (Node leaf : JsonTree.leaves(ROOT, CERTIFICATE)) {
            for (String value : values) {
                if (!value.equals(leaf.of(CERTIFICATE))) {
                    Verdict verdict = Certificates.check(with(leaf, value));
                    assertFalse(verdict instanceof Verdict.Agreed, () -> leaf.path() + " " + value);
                }
            }
        }
    }

    @Test
    void depthDigitsAndLengthHaveTheirLimits() {
        for (Node leaf : JsonTree.leaves(ROOT, CERTIFICATE)) {
            if (leaf.path().matches(".*/(cnt|law|value|age|id)")) {
                assertInstanceOf(Unreadable.class, Certificates.check(with(leaf, "[".repeat(100_000))));
                assertInstanceOf(Unreadable.class, Certificates.check(with(leaf, "9".repeat(500_000))));
                assertInstanceOf(Unreadable.class, Certificates.check(with(leaf, "0." + "9".repeat(500_000))));
            }
        }
        assertFault(Fault.VALUE, "{\"certificate\":" + "[".repeat(100_000));
        assertFault(Fault.TOO_LARGE, put("\"海港一\"", "\"" + "9".repeat(1024 * 1024) + "\""));
        assertFault(Fault.TOO_LARGE, put("\"VISITS\":1}", "\"VISITS\":" + "9".repeat(1024 * 1024) + "}"));
        assertFault(Fault.NOT_JSON, "{" + "[".repeat(CertificateChecker.BYTES_MAX - 1));
        assertFault(Fault.NOT_JSON, "[".repeat(CertificateChecker.BYTES_MAX));
    }

    /** Each line asks each rule, and each rule each of its values: the work is bounded by the bytes times the lines. */
    @Test
    void mostWorkThatBytesCanAskForIsDoneSoon() {
        StringBuilder many = new StringBuilder("\"mark\":[\"DIBAO\"");
        for (int mark = 0; mark < 10_000; mark++) {
            many.append(",\"E").append(Integer.toString(mark + 100_000, 36)).append('"');
        }
        String marks = many.append(']').toString();
        StringBuilder lines = new StringBuilder();
        for (int line = 4; line <= 500; line++) {
            lines.append(",[\"").append(line).append("\",\"101\",\"01\",\"000\",1,1,100,null,null]");
        }
        String rule = "{\"id\":\"never\",\"when\":{" + marks.replace("E", "F").replace("\"DIBAO\",", "")
                + "},\"selfpay\":null,\"law\":\"\"},";
        String certificate = CERTIFICATE
                .replace("\"mark\":[\"DIBAO\"]", marks)
                .replace("\"line_rules\":[", "\"line_rules\":[" + rule)
                .replace("null]]},\"basis_digest\"", "null]" + lines + "]},\"basis_digest\"")
                .replace("]],\"control\"", "]" + ",[\"?\",1,0,null,0,null,0,0,null,0,0]".repeat(497) + "],\"control\"");
        Verdict verdict = assertTimeoutPreemptively(SOON, () -> Certificates.check(certificate));
        assertInstanceOf(Verdict.Differs.class, verdict);
    }
}
