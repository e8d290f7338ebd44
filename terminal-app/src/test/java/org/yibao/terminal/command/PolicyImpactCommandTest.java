package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.BundleSignature;
import org.yibao.terminal.policy.PolicyShelf;

/** A signed table that pays employees 80 % in place of 70 %, held against recorded bills and its publisher's word. */
final class PolicyImpactCommandTest {
    private static final List<String> TABLES = List.of("jinan-in-force", "demo-supplement");
    private static final String RATIO = "2023-01-01, until: 2027-12-31, value: 70%";
    private static final String EXPECTING = """
            expectations:
              - {title: 2023年以前不变, before: 2023-01-01, changes: {max: 0}}
              - {title: 门诊增支有限, from: 2023-01-01, scheme: emp-outpatient, fund_change: {min: 0.00, max: %s}}

            structure:
            """;

    @TempDir
    Path folder;

    private StoredTerminal terminal;

    @BeforeEach
    void activate() throws IOException {
        terminal = StoredTerminal.in(folder);
        PolicyShelf shelf = ShelfOptions.shelf(terminal.configuration());
        for (String id : TABLES) {
            BundleFile table = BundleFile.find(id);
            shelf.install(table, terminal.publisher().sign(table), "张技术", Instant.now());
        }
        Clock clock = ShelfOptions.clock(terminal.configuration());
        shelf.activate(TABLES, LocalDate.now(clock), "张技术", clock);
    }

    /** @param most yuan that the publisher says the funds pay more */
    private String signed(String most) throws IOException {
        String text = new String(BundleFile.find("jinan-in-force").content(), StandardCharsets.UTF_8)
                .replaceFirst("version: \"1\"", "version: \"2\"")
                .replace(RATIO, RATIO.replace("70%", "80%"))
                .replaceFirst("structure:\n", EXPECTING.formatted(most));
        Path file = Files.writeString(folder.resolve("better.yaml"), text);
        Files.write(
                folder.resolve("better.yaml" + BundleSignature.SUFFIX),
                terminal.publisher().sign(BundleFile.load(file)));
        return file.toString();
    }

    private static String bill(String day, String type, String yuan) {
        return """
                {"begntime":"%s 10:20:30","med_type":"11","fixmedins":{"fixmedins_code":"H37010200001",\
                "fixmedins_type":"1","tier":"2"},"patient":{"psn_no":"370100000000001","insutype":"310","psn_type":"%s"},\
                "feedetail":[{"feedetl_sn":"1","med_list_codg":"X1","list_type":"101","chrgitm_lv":"01","cnt":1,\
                "pric":%s,"det_item_fee_sumamt":%s}]}
                """.formatted(day, type, yuan, yuan);
    }

    private String recorded() throws IOException {
        return Files.writeString(
                        folder.resolve("recorded.jsonl"),
                        bill("2024-04-08", "11", "1600.00")
                                + bill("2024-04-09", "11", "3600.00")
                                + bill("2024-04-09", "12", "9600.00")
                                + bill("2024-04-10", "11", "4600.00")
                                + "no json\n"
                                + bill("2024-04-11", "11", "2600.00")
                                + bill("2022-04-11", "11", "2600.00"))
                .toString();
    }

    @Test
    void whatThePublisherSignedIsHeldAgainstTheBillsByScheme() throws IOException {
        Ended held = terminal.policy("impact", signed("1000.00"), "--requests", recorded());
        assertEquals(ExitCode.OK, held.exit(), held.printed());
        String text = held.printed().replaceAll("\n +", "");
        assertTrue(text.contains("签名已核对，预期出自发布者。"), text);
        assertTrue(text.contains("共7份请求，4份的结果有变化。"), text);
        assertTrue(held.printed().contains("职工普通门诊  6     4     +1000.00  -1000.00  -1000.00"), held.printed());
        assertTrue(text.contains("成立：2023年以前不变（jinan-in-force：至多0份变化）；涉及1份请求，0份有变化"), text);
        assertTrue(text.contains("涉及5份请求，4份有变化，基金支付变化+1000.00元"), text);
        assertFalse(text.contains("370100000000001"), text);
        Ended broken = terminal.policy("impact", signed("999.99"), "--requests", recorded());
        assertEquals(ExitCode.REFUSED, broken.exit(), broken.printed());
        assertTrue(broken.printed().contains("不成立：门诊增支有限"), broken.printed());
    }

    @Test
    void theThreeLargestComeFirstByLine() throws IOException {
        JsonNode impact = new ObjectMapper()
                .readTree(terminal.policy("impact", signed("1000.00"), "--requests", recorded(), "--json")
                        .printed());
        assertEquals("SIGNED", impact.get("signature").asText());
        assertEquals(List.of(4, 2, 6), lines(impact));
        assertEquals("2", impact.at("/after/0/version").asText());
        assertEquals("demo-supplement", impact.at("/after/1/id").asText());
    }

    private static List<Integer> lines(JsonNode impact) {
        return impact.findValues("line").stream().map(JsonNode::asInt).toList();
    }

    @Test
    void aSignatureOfAnotherTextRefusesTheWholeStudy() throws IOException {
        Path table = Path.of(signed("1000.00"));
        Files.writeString(table, Files.readString(table).replace("max: 1000.00", "max: 9000.00"));
        Ended refused = terminal.policy("impact", table.toString(), "--requests", recorded());
        assertEquals(ExitCode.REFUSED, refused.exit(), refused.printed());
        assertTrue(refused.printed().startsWith("POLICY_SIGNATURE_OTHER_FILE "), refused.printed());
        assertFalse(refused.printed().contains("成立"), refused.printed());
    }

    @Test
    void tenThousandBillsAreStudiedOneAfterTheOther() throws IOException {
        byte[] bill = bill("2024-04-08", "11", "1600.00").getBytes(StandardCharsets.UTF_8);
        Enumeration<InputStream> bills = Collections.enumeration(Collections.nCopies(10_000, bill).stream()
                .<InputStream>map(ByteArrayInputStream::new)
                .toList());
        Ended ended =
                terminal.policy(new SequenceInputStream(bills), "impact", signed("1000000.00"), "--requests", "-");
        assertEquals(ExitCode.OK, ended.exit(), ended.printed());
        assertTrue(ended.printed().contains("共10000份请求，10000份的结果有变化。"), ended.printed());
        assertTrue(ended.printed().contains("+1000000.00"), ended.printed());
    }
}
