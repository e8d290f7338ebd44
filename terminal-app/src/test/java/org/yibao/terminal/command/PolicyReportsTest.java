package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.terminal.policy.TestPublisher;

/** {@code policy show}, {@code diff}, {@code impact} and {@code explain} as a technician types them. */
final class PolicyReportsTest {
    private static final Path CORNER =
            Path.of("..", "benefit-calculator", "src", "test", "resources", "policy-test", "corner.yaml");
    private static final String DEMO = "jinan-in-force,shandong-employee-draft-2024,demo-supplement";
    private static final String REQUEST = """
            {"begntime":"2025-04-08 10:20:30","med_type":"11","fixmedins":{"fixmedins_code":"H37010200001",\
            "fixmedins_type":"1","tier":"3"},"patient":{"psn_no":"370100000000001","insutype":"310","psn_type":"12"},\
            "feedetail":[{"feedetl_sn":"<b>","med_list_codg":"X1","list_type":"201","chrgitm_lv":"01","cnt":1,\
            "pric":1234.56,"det_item_fee_sumamt":1234.56}]}""";

    @TempDir
    Path folder;

    private Path town(String name, String was, String now) throws IOException {
        String text = Files.readString(CORNER);
        assertTrue(text.contains(was), was);
        return Files.writeString(folder.resolve(name), text.replace(was, now));
    }

    @Test
    void tablesAreShownAndAnUnknownSchemeIsAWrongCall() {
        Ended all =
                Ended.of("", "policy", "show", "--policy", DEMO, "--scheme", "emp-outpatient", "--as-of", "2024-06-01");
        assertEquals(ExitCode.OK, all.exit(), all.err());
        assertTrue(all.out().contains("待遇政策表（2024-06-01当日）"), all.out());
        assertTrue(all.out().contains("600.00元[1]（演示）"), all.out());
        assertFalse(all.out().contains("emp-inpatient"), all.out());
        Ended usual = Ended.of("", "policy", "show");
        assertTrue(usual.out().contains("待遇政策表（全部日期）"), usual.err());
        Ended unknown = Ended.of("", "policy", "show", "--scheme", "none");
        assertEquals(ExitCode.WRONG_CALL, unknown.exit());
        assertTrue(unknown.err().contains("emp-outpatient"), unknown.err());
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of("", "policy", "show", "--as-of", "2024-02-30").exit());
        assertEquals(
                ExitCode.REFUSED,
                Ended.of("", "policy", "show", "--policy", "none").exit());
    }

    @Test
    void filesIdsAndCombinationsAreCompared() throws IOException {
        String corner = CORNER.toString();
        Ended same = Ended.of("", "policy", "diff", corner, corner);
        assertEquals(ExitCode.OK, same.exit(), same.err());
        assertTrue(same.out().contains("没有变化。"), same.out());
        Ended changed = Ended.of(
                "",
                "policy",
                "diff",
                corner,
                town("new.yaml", "value: 60%", "value: 65%").toString());
        assertTrue(changed.out().contains("三级，退休：2025-01-01起由60%"), changed.out());
        Ended combined = Ended.of("", "policy", "diff", "jinan-in-force", "jinan-in-force,demo-supplement");
        assertTrue(combined.out().contains("增加政策包demo-supplement"), combined.out());
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of(
                                "",
                                "policy",
                                "diff",
                                corner,
                                folder.resolve("none.yaml").toString())
                        .exit());
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "bundle: {id: x}\n");
        assertEquals(
                ExitCode.REFUSED,
                Ended.of("", "policy", "diff", corner, broken.toString()).exit());
    }

    private static final String EXPECTING = """
            expectations:
              - {title: 2025年以前不变, before: 2025-01-01, changes: {max: 0}}
              - {title: 以后至多%d份, from: 2025-01-01, changes: {max: %d}}

            structure:
            """;

    private Path expecting(int most) throws IOException {
        Path next = town("next.yaml", "value: 60%", "value: 65%");
        return Files.writeString(next, Files.readString(next).replace("structure:\n", EXPECTING.formatted(most, most)));
    }

    @Test
    void recordedRequestsAreHeldAgainstThePublishersWord() throws IOException {
        Path requests = Files.writeString(
                folder.resolve("requests.jsonl"),
                REQUEST + "\n" + REQUEST.replace("2025-04", "2024-04") + "\nno json\n" + REQUEST);
        String[] call = {
            "policy",
            "impact",
            expecting(2).toString(),
            "--against",
            CORNER.toString(),
            "--requests",
            requests.toString()
        };
        Ended held = Ended.of("", call);
        assertEquals(ExitCode.OK, held.exit(), held.err());
        assertTrue(held.out().contains("共4份请求，2份的结果有变化。"), held.out());
        assertTrue(held.out().contains("没有签名，预期未经签名。"), held.out());
        assertFalse(held.out().contains("370100000000001"), held.out());
        expecting(1);
        Ended broken = Ended.of("", call);
        assertEquals(ExitCode.REFUSED, broken.exit());
        assertTrue(broken.out().contains("不成立：以后至多1份"), broken.out());
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of("", "policy", "impact", CORNER.toString(), "--requests", "none")
                        .exit());
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of("", "policy", "impact", CORNER.toString()).exit());
    }

    @Test
    void machinesReadTheImpactAsJson() throws IOException {
        Ended ended = Ended.of(
                REQUEST + "\n",
                "policy",
                "impact",
                expecting(1).toString(),
                "--against",
                CORNER.toString(),
                "--requests",
                "-",
                "--json");
        JsonNode json = new ObjectMapper().readTree(ended.out());
        assertEquals(1, json.get("changed").asInt());
        assertTrue(ended.out().contains("\"fund_change\":56.72"), ended.out());
        assertTrue(json.at("/expectations/1/holds").asBoolean());
        assertEquals("UNSIGNED", json.get("signature").asText());
    }

    @Test
    void aSignatureIsCheckedWhereItsPublishersAreKnownAndABrokenOneRefuses() throws IOException {
        TestPublisher publisher = TestPublisher.at(Instant.now(), Duration.ofDays(2));
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
        Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Files.write(folder.resolve("publishers.pem"), publisher.anchors().encodePem());
        Files.write(folder.resolve("publisher.p12"), publisher.keys().encode("correct horse".toCharArray()));
        String config = Files.writeString(folder.resolve("terminal.yaml"), StoredTerminal.CONFIGURATION)
                .toString();
        Path next = town("next.yaml", "publisher: test", "publisher: " + TestPublisher.NAME);
        Ended signed = Ended.of(
                "",
                "policy",
                "sign",
                next.toString(),
                "--key",
                folder.resolve("publisher.p12").toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString());
        assertEquals(ExitCode.OK, signed.exit(), signed.err());
        String[] call = {
            "policy", "impact", next.toString(), "--against", CORNER.toString(), "--requests", "-", "--config", config
        };
        assertTrue(
                Ended.of(REQUEST, call).out().contains("签名已核对，预期出自发布者。"),
                Ended.of(REQUEST, call).err());
        Files.writeString(next, Files.readString(next) + "# changed\n");
        Ended refused = Ended.of(REQUEST, call);
        assertEquals(ExitCode.REFUSED, refused.exit());
        assertTrue(refused.err().startsWith("POLICY_SIGNATURE_OTHER_FILE "), refused.err());
        Ended unchecked = Ended.of(
                REQUEST, "policy", "impact", next.toString(), "--against", CORNER.toString(), "--requests", "-");
        assertTrue(unchecked.out().contains("签名未核对"), unchecked.out());
    }

    @Test
    void aRequestIsExplainedAsAPageAndAsHtml() throws IOException {
        Path file = Files.writeString(folder.resolve("request.json"), REQUEST);
        Ended page = Ended.of("", "policy", "explain", file.toString(), "--policy", DEMO);
        assertEquals(ExitCode.OK, page.exit(), page.err());
        assertTrue(page.out().contains("本次费用共1234.56元"), page.out());
        assertFalse(page.out().contains("370100000000001"), page.out());
        Ended html = Ended.of(REQUEST, "policy", "explain", "-", "--policy", DEMO, "--html");
        assertTrue(html.out().startsWith("<!DOCTYPE html>"), html.out());
        assertTrue(html.out().contains("明细&lt;b&gt;"), html.out());
        assertFalse(html.out().contains("<script") || html.out().contains("370100000000001"), html.out());
    }

    @Test
    void refusalsAreExplainedAndASettlementNeedsItsStore() {
        Ended refused = Ended.of("no json", "policy", "explain", "-");
        assertEquals(ExitCode.REFUSED, refused.exit());
        assertTrue(refused.out().contains("FIELD_INVALID"), refused.out());
        assertTrue(Ended.of(REQUEST, "policy", "explain", "-").out().contains("POLICY_PARAMETER_MISSING"));
        Ended stored = Ended.of("", "policy", "explain", "P3701020000120250408102030A000");
        assertEquals(ExitCode.WRONG_CALL, stored.exit());
        assertTrue(stored.err().contains("--config"), stored.err());
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of("", "policy", "explain", "/no/such/file").exit());
    }
}
