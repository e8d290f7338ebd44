package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.terminal.policy.TestPublisher;
import picocli.CommandLine;

/** As a technician types them. */
final class PolicyCommandsTest {
    private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final String PASSPHRASE = "correct horse";
    private static final String REQUEST =
            "{\"begntime\":\"2024-04-08 10:20:30\",\"med_type\":\"11\",\"fixmedins\":{\"fixmedins_code\":"
                    + "\"H37010200001\",\"fixmedins_type\":\"1\",\"tier\":\"2\"},\"patient\":{\"psn_no\":\"1\","
                    + "\"insutype\":\"310\",\"psn_type\":\"11\"},\"feedetail\":[{\"feedetl_sn\":\"1\","
                    + "\"med_list_codg\":\"X1\",\"list_type\":\"101\",\"chrgitm_lv\":\"01\",\"cnt\":1,"
                    + "\"pric\":1234.56,\"det_item_fee_sumamt\":1234.56}]}";

    @TempDir
    Path folder;

    private final TestPublisher publisher = TestPublisher.at(Instant.now(), Duration.ofDays(2));

    @BeforeEach
    void configured() throws IOException {
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        Files.write(folder.resolve("publishers.pem"), publisher.anchors().encodePem());
        Files.write(folder.resolve("publisher.p12"), publisher.keys().encode(PASSPHRASE.toCharArray()));
        Files.writeString(folder.resolve("terminal.yaml"), StoredTerminal.CONFIGURATION);
    }

    private static Ended run(String input, List<String> arguments) {
        return Ended.of(input, arguments.toArray(String[]::new));
    }

    private static Ended policy(String... arguments) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(arguments));
        return run("", all);
    }

    private Ended shelf(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("terminal.yaml").toString()));
        return policy(all.toArray(String[]::new));
    }

    private Ended sign(String... files) {
        List<String> all = new ArrayList<>(List.of(
                "sign",
                "--key",
                folder.resolve("publisher.p12").toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString(),
                "--out",
                folder.resolve("signed").toString()));
        all.addAll(1, List.of(files));
        return policy(all.toArray(String[]::new));
    }

    private String signed(String id) {
        return folder.resolve("signed").resolve(id + ".yaml").toString();
    }

    private static void assertOk(Ended ended) {
        assertEquals(ExitCode.OK, ended.exit(), ended.err());
        assertEquals("", ended.err());
    }

    /** A code, what is wrong in Chinese and what to do. */
    private static void assertRefused(String code, Ended ended) {
        assertEquals(ExitCode.REFUSED, ended.exit(), ended.err());
        assertTrue(ended.err().startsWith(code + " "), ended.err());
        assertTrue(ended.err().codePoints().anyMatch(c -> c > 0x4e00), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    private static void assertUnreadable(Ended ended) {
        assertEquals(ExitCode.WRONG_CALL, ended.exit(), ended.err());
        assertTrue(ended.err().startsWith("POLICY_UNREADABLE "), ended.err());
    }

    @Test
    void theTablesThatShipAreSignedInstalledActivatedAndTakenBack() {
        assertOk(sign("jinan-in-force", "demo-supplement"));
        Ended installed = shelf("install", signed("jinan-in-force"), signed("demo-supplement"), "--by", "张技术");
        assertOk(installed);
        assertTrue(installed.out().contains("jinan-in-force@1（现行，发布者 yibao-terminal"), installed.out());
        assertTrue(shelf("list").out().contains("今天没有启用的政策表"));
        assertTrue(shelf("install", signed("jinan-in-force")).out().contains("已安装过"));

        Ended usual = shelf("activate", "jinan-in-force", "--on", today.toString(), "--by", "张技术");
        assertOk(usual);
        assertFalse(usual.out().contains("注意"), usual.out());
        Ended demo = shelf(
                "activate",
                "jinan-in-force,demo-supplement@1",
                "--on",
                today.plusDays(1).toString());
        assertOk(demo);
        assertTrue(demo.out().contains("注意：demo-supplement 是演示政策表"), demo.out());

        Ended list = shelf("list");
        assertOk(list);
        assertTrue(list.out().contains("张技术 安装，今天启用"), list.out());
        assertTrue(
                list.out().contains("下次变更：自 " + today.plusDays(1) + " 起启用 jinan-in-force@1、demo-supplement@1"),
                list.out());
        Ended back = shelf("rollback", "--by", "张技术");
        assertOk(back);
        assertTrue(back.out().contains("今天启用的是：jinan-in-force@1"), back.out());
        assertTrue(shelf("list").out().contains("没有预定的变更"));
        assertRefused("POLICY_NOTHING_BEFORE", shelf("rollback"));
    }

    @Test
    void whatIsRefusedIsSaidWithItsCode() throws IOException {
        assertOk(sign("jinan-in-force"));
        Path table = Path.of(signed("jinan-in-force"));
        byte[] sound = Files.readAllBytes(table);
        Files.writeString(table, Files.readString(table).replace("4500.00", "9500.00"));
        assertRefused("POLICY_SIGNATURE_OTHER_FILE", shelf("install", table.toString()));
        Files.write(table, sound);
        Path renamed = Files.move(table, table.resolveSibling("renamed.yaml"));
        assertRefused("POLICY_SIGNATURE_MISSING", shelf("install", renamed.toString()));
        assertUnreadable(shelf("install", table.toString()));
        assertRefused("POLICY_NOT_INSTALLED", shelf("activate", "jinan-in-force", "--on", today.toString()));
        Files.move(renamed, table);
        assertOk(shelf("install", table.toString()));
        assertRefused(
                "POLICY_DAY_PAST",
                shelf("activate", "jinan-in-force", "--on", today.minusDays(1).toString()));
        Files.write(
                folder.resolve("publishers.pem"),
                TestPublisher.at(Instant.now(), Duration.ofDays(1)).anchors().encodePem());
        assertRefused("POLICY_PUBLISHER_UNKNOWN", shelf("activate", "jinan-in-force", "--on", today.toString()));
        Ended list = shelf("list");
        assertEquals(ExitCode.REFUSED, list.exit());
        assertTrue(list.out().contains("jinan-in-force@1 不能使用：POLICY_PUBLISHER_UNKNOWN"), list.out());
    }

    @Test
    void signingNeedsAPublishersKeyAndItsPassphrase() throws IOException {
        Files.writeString(folder.resolve("passphrase"), "wrong horse");
        Ended wrong = sign("jinan-in-force");
        assertEquals(ExitCode.CANNOT_START, wrong.exit());
        assertTrue(wrong.err().startsWith("PASSPHRASE_WRONG "), wrong.err());
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
        Path own = Files.writeString(folder.resolve("own.yaml"), "bundle: {id: x}\n");
        assertRefused("POLICY_INVALID", sign(own.toString()));
        assertUnreadable(sign(folder.resolve("none.yaml").toString()));
        assertFalse(Files.exists(folder.resolve("signed")));
        Files.delete(folder.resolve("publisher.p12"));
        assertEquals(ExitCode.WRONG_CALL, sign("jinan-in-force").exit());
    }

    @Test
    void aFileIsSignedWhereItIs() throws IOException {
        Path table = Files.write(
                folder.resolve("mine.yaml"), TestPublisher.variant("7", "自己的").content());
        byte[] before = Files.readAllBytes(table);
        Ended ended = policy(
                "sign",
                table.toString(),
                "--key",
                folder.resolve("publisher.p12").toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString());
        assertOk(ended);
        assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(table));
        assertOk(shelf("install", table.toString()));
        assertTrue(Files.readString(folder.resolve("mine.yaml.sig")).startsWith("yibao-publisher-signature: 1\n"));
    }

    @Test
    void validateListsEveryDefect() throws IOException {
        assertOk(policy("validate", "jinan-in-force", "demo-supplement", "shandong-employee-draft-2024"));
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"),
                new String(TestPublisher.variant("2", "坏的").content(), StandardCharsets.UTF_8)
                        .replace("total: hifmi", "total: nobody")
                        .replace("total: maf", "total: nobody"));
        Ended ended = policy("validate", broken.toString());
        assertEquals(ExitCode.REFUSED, ended.exit());
        assertTrue(
                ended.out()
                                .lines()
                                .filter(line -> line.startsWith("broken.yaml"))
                                .count()
                        >= 2,
                ended.out());
        assertEquals(
                ExitCode.WRONG_CALL,
                policy("validate", folder.resolve("none").toString()).exit());
    }

    @Test
    void aQuoteUsesWhatTheConfigurationHasActive() {
        List<String> quote = List.of(
                "quote", "-", "--config", folder.resolve("terminal.yaml").toString());
        Ended none = run(REQUEST, quote);
        assertEquals(ExitCode.WRONG_CALL, none.exit());
        assertTrue(none.err().startsWith("POLICY_NONE_ACTIVE "), none.err());
        List<String> named = new ArrayList<>(quote);
        named.addAll(List.of("--policy", "jinan-in-force,demo-supplement"));
        assertEquals(ExitCode.OK, run(REQUEST, named).exit(), "a what-if may use unsigned tables");
        assertOk(sign("jinan-in-force", "shandong-employee-draft-2024", "demo-supplement"));
        assertOk(shelf(
                "install",
                signed("jinan-in-force"),
                signed("shandong-employee-draft-2024"),
                signed("demo-supplement")));
        assertOk(shelf(
                "activate", "jinan-in-force,shandong-employee-draft-2024,demo-supplement", "--on", today.toString()));
        Ended split = run(REQUEST, quote);
        assertOk(split);
        assertTrue(split.out().contains("444.19"), split.out());
    }

    @Test
    void wrongCallsAreSaidInChinese() {
        for (Ended wrong : List.of(
                policy(),
                policy("sign", "jinan-in-force"),
                policy("install", "x.yaml"),
                shelf("install"),
                shelf("activate", "jinan-in-force"),
                shelf("activate", "jinan-in-force", "--on", "tomorrow"),
                shelf("activate", "jinan-in-force", "--on", "2027-02-30"),
                policy("nonsense"),
                policy("list", "--nonsense"),
                shelf("rollback", "--by", "x".repeat(51)),
                shelf("rollback", "--by", " "),
                policy("validate"))) {
            assertEquals(ExitCode.WRONG_CALL, wrong.exit(), wrong.err());
            assertTrue(wrong.err().codePoints().anyMatch(c -> c > 0x4e00), wrong.err());
            assertFalse(wrong.err().matches("(?s).*\\b(java|Missing|Invalid|Unmatched)\\b.*"), wrong.err());
        }
        for (String command : List.of("sign", "install", "activate", "rollback", "list", "validate")) {
            Ended help = policy(command, "--help");
            assertEquals(ExitCode.OK, help.exit());
            assertTrue(help.out().contains("用法："), help.out());
        }
        String help = policy("activate", "--help").out();
        assertTrue(help.contains("用逗号隔开") && help.contains("今天或以后") && help.contains("操作人姓名"), help);
    }

    @Test
    void everyCommandSaysWhatItDoesAndWhatEachOfItsArgumentsIs() {
        CommandLine root = CommandTree.of(new Console(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream())));
        assertExplained(root);
    }

    private static void assertExplained(CommandLine command) {
        CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        String name = spec.qualifiedName();
        assertTrue(spec.usageMessage().header().length + spec.usageMessage().description().length > 0, name);
        spec.args()
                .forEach(argument -> assertTrue(
                        String.join("", argument.description()).codePoints().anyMatch(c -> c > 0x4e00),
                        name + " " + argument.paramLabel()));
        assertEquals(
                !spec.usageMessage().exitCodeList().isEmpty(),
                command.getUsageMessage().contains("退出码："),
                name);
        command.getSubcommands().values().forEach(PolicyCommandsTest::assertExplained);
    }
}
