package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.certificate.CalculationCertificate;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.split.Derivation;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.testing.PolicySales;
import org.yibao.settlement.testing.PolicySales.Visit;

/** {@code policy check-certificate} over the example of docs/certificate.md, which it shows to be true. */
final class PolicyCheckCertificateCommandTest {
    private static final Path PAGE = Path.of("..", "docs", "certificate.md");
    private static final Path CORNER =
            Path.of("..", "benefit-calculator", "src", "test", "resources", "policy-test", "corner.yaml");
    private static final Pattern BLOCK = Pattern.compile("(?s)```json\\n(.*?)```");
    private static final String AGREED =
            "：一致。2025-04-08，方案 care，2 行明细、2 个步骤，105 个数字逐一重算：费用总额 203.35 元，基金支付 90.61 元，个人负担 112.74 元。";

    @TempDir
    Path folder;

    private static Ended check(String certificates, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "policy";
        arguments[1] = "check-certificate";
        arguments[2] = "-";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Ended.of(certificates, arguments);
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Without its line feed. */
    private static String certificate() throws IOException {
        return blocks().get(1).strip();
    }

    /** The text with one thing changed and the certificate's own digest made again. */
    private static String forged(String was, String now) throws IOException {
        String certificate = certificate();
        assertTrue(certificate.contains(was), was);
        String changed = certificate.replace(was, now);
        String body = changed.substring(0, changed.lastIndexOf(",\"digest\":"));
        return body + ",\"digest\":\"" + Sm3.digest(body.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void exampleOfThePageIsWhatTheCommandsPrint() throws IOException {
        assertEquals(2, blocks().size());
        Ended quoted = Ended.of(
                blocks().get(0), "quote", "-", "--bundle", CORNER.toString(), "--policy", "corner", "--certificate");
        assertEquals(blocks().get(1), quoted.out());
        Ended ended = check(quoted.out());
        assertEquals(ExitCode.OK, ended.exit());
        assertTrue(ended.out().startsWith("-" + AGREED + "sm3:"), ended.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"paid\":9061 | \"paid\":9062 | /derivation/steps/0/paid（第 1 步） | 9062 | 9061",
                "\"exact\":9060.6 | \"exact\":9061 | /derivation/steps/0/exact（第 1 步） | 9061 | 9060.6",
                "\"psn_cash_pay\":6274 | \"psn_cash_pay\":6273 | /derivation/totals/psn_cash_pay | 6273 | 6274",
                "\"PAY\":[0,9061] | \"PAY\":[0,9060] | /derivation/steps/0/cum/PAY/1（第 1 步） | 9060 | 9061",
                "\"VISITS\":[1,2] | \"VISITS\":[1,3] | /derivation/steps/1/cum/VISITS/1（第 2 步） | 3 | 2",
                "[10000,463, | [10000,462, | /derivation/parameters/1/1（第 2 个参数） | 462 | 463",
                "\"worker\":\"RETIRED\" | \"worker\":\"IN_SERVICE\" | /derivation/classes/worker | IN_SERVICE | RETIRED",
            })
    void differingFigureIsNamedWithItsRowAndBothValues(
            String was, String now, String path, String stated, String derived) throws IOException {
        Ended ended = check(forged(was, now));
        assertEquals(ExitCode.REFUSED, ended.exit());
        assertEquals("-：不一致，1 处：\n　%s：写的是 %s，应为 %s\n".formatted(path, stated, derived), ended.out());
    }

    @Test
    void anInputChangedUnderAnotherDigestShowsWhatNoLongerFollowsFromIt() throws IOException {
        Ended ended = check(forged("12335,null,null]", "12334,null,null]"));
        assertEquals(ExitCode.REFUSED, ended.exit());
        assertTrue(ended.out().contains("　/basis_digest：写的是 sm3:"), ended.out());
        assertTrue(ended.out().contains("　/basis/lines/0/6（第 1 行明细）：写的是 12334，应为 12335\n"), ended.out());
    }

    @Test
    void anotherBundleDigestAndAnUnknownBundleAreRefused() throws IOException {
        Ended other = check(forged("\"IN_FORCE\",\"sm3:f1", "\"IN_FORCE\",\"sm3:f2"));
        assertEquals(ExitCode.REFUSED, other.exit());
        assertTrue(other.out().contains("　/basis_digest：写的是 sm3:"), other.out());
        Ended unknown = check(forged("[\"corner\",\"3\"", "[\"other\",\"3\""));
        assertEquals(ExitCode.REFUSED, unknown.exit());
        assertEquals("-：不是可识别的计算凭证。/basis/parameters/0/bundle 名称没有所指，或没有用到\n", unknown.out());
    }

    @Test
    void whatIsNoCertificateIsSaid() throws IOException {
        assertEquals("-：不是可识别的计算凭证。 不是一行没有空白的 UTF-8 JSON\n", check("no json").out());
        Ended version = check(certificate().replace("\"certificate\":1,", "\"certificate\":2,"));
        assertEquals(ExitCode.REFUSED, version.exit());
        assertEquals("-：不是可识别的计算凭证。/certificate 格式版本不认识\n", version.out());
        Ended large = check(" ".repeat(CertificateChecker.BYTES_MAX + 1));
        assertEquals(ExitCode.REFUSED, large.exit());
        assertEquals("-：不是可识别的计算凭证。 过大\n", large.out());
        assertEquals(ExitCode.REFUSED, check("").exit());
    }

    @Test
    void severalFilesAreAllToldAndOneThatDiffersDecides() throws IOException {
        Path good = Files.writeString(folder.resolve("good.json"), certificate());
        Path bad = Files.writeString(folder.resolve("bad.json"), forged("\"paid\":9061", "\"paid\":1") + "\n");
        Ended ended = Ended.of("", "policy", "check-certificate", good.toString(), bad.toString(), good.toString());
        assertEquals(ExitCode.REFUSED, ended.exit());
        List<String> lines = ended.out().lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).startsWith(good + AGREED), ended.out());
        assertEquals(bad + "：不一致，1 处：", lines.get(1));
        assertTrue(lines.get(3).startsWith(good + AGREED), ended.out());
        assertEquals(
                ExitCode.OK,
                Ended.of("", "policy", "check-certificate", good.toString(), good.toString())
                        .exit());
    }

    @Test
    void certificatesOnLinesAreToldByTheirLines() throws IOException {
        Ended ended = check(certificate() + "\n" + forged("\"paid\":9061", "\"paid\":1") + "\n\n", "--jsonl");
        assertEquals(ExitCode.REFUSED, ended.exit());
        List<String> lines = ended.out().lines().toList();
        assertTrue(lines.get(0).startsWith("-:1" + AGREED), ended.out());
        assertEquals("-:2：不一致，1 处：", lines.get(1));
        assertTrue(lines.get(3).startsWith("-:3：不是可识别的计算凭证。"), ended.out());
        assertEquals(
                ExitCode.REFUSED, check(certificate() + "\n" + certificate()).exit());
    }

    @Test
    void aFileThatIsNotThereAndNoFileAreWrongCalls() {
        Ended missing = Ended.of(
                "", "policy", "check-certificate", folder.resolve("none.json").toString());
        assertEquals(ExitCode.WRONG_CALL, missing.exit());
        assertTrue(missing.err().contains("none.json"), missing.err());
        assertEquals(
                ExitCode.WRONG_CALL, Ended.of("", "policy", "check-certificate").exit());
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of("", "policy", "check-certificate", "a\0b").exit());
    }

    private static String check(StoredTerminal terminal, int exit, String name) {
        Ended ended = terminal.policy("check-certificate", name);
        assertEquals(exit, ended.exit(), ended.printed());
        return ended.printed();
    }

    @Test
    void certificateOfAStoredSettlementIsCheckedAndHeldAgainstItsSplit() throws IOException {
        StoredTerminal terminal = StoredTerminal.in(folder);
        List<String> ids = new ArrayList<>();
        terminal.inStore(store -> {
            PolicySales counter = new PolicySales(StoredTerminal.ports(store), PolicySales.builtIn());
            List<Bytes> made = new ArrayList<>();
            List<Function<Derivation, @Nullable Bytes>> certificates = List.of(
                    split -> {
                        made.add(certified(split));
                        return made.get(0);
                    },
                    split -> made.get(0),
                    split -> null);
            for (int month = 1; month <= certificates.size(); month++) {
                Visit visit = Visit.outpatient("2024-0" + month + "-01T09:00:00", month + "000.00");
                ids.add(counter.sell(visit, certificates.get(month - 1))
                        .orElseThrow()
                        .id()
                        .value());
            }
            assertEquals(
                    ExitCode.STORE_IN_USE,
                    terminal.policy("check-certificate", ids.get(0)).exit());
        });
        String own = check(terminal, ExitCode.OK, ids.get(0));
        assertTrue(own.startsWith(ids.get(0) + "：一致。2024-01-01，方案 emp-outpatient，"), own);
        String foreign = check(terminal, ExitCode.REFUSED, ids.get(1));
        assertTrue(foreign.contains(ids.get(1) + "：凭证不是这笔结算的：结算记录的费用总额 2000.00 元"), foreign);
        assertEquals(ids.get(2) + "：这笔结算没有保存计算凭证。\n", check(terminal, ExitCode.REFUSED, ids.get(2)));
        String unknown = "P3701020000120250408102030A000";
        assertEquals("没有编号为 " + unknown + " 的结算。\n", check(terminal, ExitCode.REFUSED, unknown));
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of("", "policy", "check-certificate", unknown).exit());
    }

    private static Bytes certified(Derivation split) {
        return Bytes.of(
                CalculationCertificate.write(split, bytes -> Sm3.digest(bytes).toString()));
    }
}
