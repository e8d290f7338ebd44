package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuoteCommandTest {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Path SCENARIOS =
            Path.of("..", "benefit-calculator", "src", "test", "resources", "scenarios", "contract.jsonl");
    private static final String DEMO = "jinan-in-force,shandong-employee-draft-2024,demo-supplement";
    private static final String REQUEST =
            "{\"begntime\":\"2024-04-08 10:20:30\",\"med_type\":\"11\",\"fixmedins\":{\"fixmedins_code\":"
                    + "\"H37010200001\",\"fixmedins_type\":\"1\",\"tier\":\"2\"},\"patient\":{\"psn_no\":\"370100000000001\","
                    + "\"insutype\":\"310\",\"psn_type\":\"11\"},\"feedetail\":[{\"feedetl_sn\":\"1\",\"med_list_codg\":"
                    + "\"X1\",\"list_type\":\"101\",\"chrgitm_lv\":\"01\",\"cnt\":1,\"pric\":1234.56,"
                    + "\"det_item_fee_sumamt\":1234.56}]}";

    @TempDir
    Path folder;

    @Test
    void oneRequestIsAnsweredOnOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("request.json"), REQUEST);
        Ended ended = Ended.of("", "quote", file.toString(), "--policy", DEMO);
        assertEquals(ExitCode.OK, ended.exit());
        assertEquals(1, ended.lines().size());
        assertEquals("444.19", ended.answer(0).at("/setlinfo/hifp_pay").asText());
        assertEquals("", ended.err());
    }

    @Test
    void linesAreAnsweredInOrderAndARefusalDoesNotStopTheRest() throws IOException {
        String input = REQUEST + "\nno json\n" + REQUEST.replace("1234.56", "10.00") + "\r\n\n" + REQUEST;
        Ended ended = Ended.of(input, "quote", "-", "--jsonl", "--policy", DEMO);
        assertEquals(ExitCode.REFUSED, ended.exit());
        assertEquals(5, ended.lines().size());
        assertEquals("1234.56", ended.answer(0).at("/setlinfo/medfee_sumamt").asText());
        assertEquals("FIELD_INVALID", ended.answer(1).at("/error/code").asText());
        assertEquals("10.0", ended.answer(2).at("/setlinfo/medfee_sumamt").asText());
        assertEquals("FIELD_INVALID", ended.answer(3).at("/error/code").asText());
        assertEquals("444.19", ended.answer(4).at("/setlinfo/hifp_pay").asText());
        assertEquals(0, Ended.of("", "quote", "-", "--jsonl").lines().size());
    }

    @Test
    void manyLinesKeepTheirOrderAndTheirNumberIsReportedOnRequest() throws IOException {
        int many = 50 * QuoteLines.AHEAD_MAX;
        StringBuilder input = new StringBuilder();
        for (int request = 0; request < many; request++) {
            String price = "\"pric\":" + request + ",\"det_item_fee_sumamt\":" + request;
            input.append(REQUEST.replace("\"pric\":1234.56,\"det_item_fee_sumamt\":1234.56", price))
                    .append('\n');
        }
        Ended ended = Ended.of(input + "[]\n", "quote", "-", "--jsonl", "--timing", "--policy", DEMO);
        assertEquals(many + 1, ended.lines().size());
        for (int request = 0; request < many; request++) {
            assertEquals(
                    request, ended.answer(request).at("/setlinfo/medfee_sumamt").asInt());
        }
        assertTrue(ended.err().contains("共 " + (many + 1) + " 份请求（其中拒绝 1 份）"), ended.err());
        assertEquals(1, ended.err().lines().count());
    }

    @Test
    void aRequestBeyondTheLimitIsRefusedAndNotCut() throws IOException {
        String padded = REQUEST + " ".repeat(1024 * 1024);
        Ended ended = Ended.of(padded + "\n" + REQUEST, "quote", "-", "--jsonl", "--policy", DEMO);
        assertEquals("FIELD_INVALID", ended.answer(0).at("/error/code").asText());
        assertEquals("444.19", ended.answer(1).at("/setlinfo/hifp_pay").asText());
        assertEquals(
                ExitCode.REFUSED,
                Ended.of(padded, "quote", "-", "--policy", DEMO).exit());
    }

    @Test
    void withoutAPolicyTheOneInForceCountsAndAnUnknownOneRefuses() throws IOException {
        Ended usual = Ended.of(REQUEST, "quote", "-");
        assertEquals(ExitCode.REFUSED, usual.exit());
        assertEquals(
                "POLICY_PARAMETER_MISSING", usual.answer(0).at("/error/code").asText());
        for (String unknown : List.of("none", "", "jinan-in-force,none")) {
            Ended ended = Ended.of(REQUEST, "quote", "-", "--policy", unknown);
            assertEquals(ExitCode.REFUSED, ended.exit());
            assertEquals("POLICY_UNKNOWN", ended.answer(0).at("/error/code").asText(), unknown);
        }
    }

    /** Every scenario of the contract through the command, each group of one policy as one JSON Lines input. */
    @Test
    void theContractsScenariosAreAnsweredExactly() throws IOException {
        Map<String, List<JsonNode>> byPolicy = new LinkedHashMap<>();
        for (String line : Files.readAllLines(SCENARIOS)) {
            JsonNode scenario = EXACT.readTree(line);
            List<String> ids = new ArrayList<>();
            scenario.get("policy").forEach(id -> ids.add(id.asText()));
            byPolicy.computeIfAbsent(String.join(",", ids), policy -> new ArrayList<>())
                    .add(scenario);
        }
        int compared = 0;
        for (Map.Entry<String, List<JsonNode>> group : byPolicy.entrySet()) {
            StringBuilder input = new StringBuilder();
            for (JsonNode scenario : group.getValue()) {
                input.append(EXACT.writeValueAsString(scenario.get("request"))).append('\n');
            }
            Ended ended = Ended.of(input.toString(), "quote", "-", "--jsonl", "--policy", group.getKey());
            assertEquals(group.getValue().size(), ended.lines().size());
            for (int i = 0; i < ended.lines().size(); i++) {
                JsonNode scenario = group.getValue().get(i);
                JsonNode answer = EXACT.readTree(ended.lines().get(i));
                assertHolds(scenario.get("expect"), answer, scenario.get("name").asText());
                compared++;
            }
        }
        assertEquals(Files.readAllLines(SCENARIOS).size(), compared);
    }

    private static void assertHolds(JsonNode expected, JsonNode answer, String where) {
        if (expected.has("error") && expected.get("error").isTextual()) {
            assertEquals(
                    expected.get("error").asText(), answer.at("/error/code").asText(), where);
        } else if (expected.isObject()) {
            expected.fieldNames()
                    .forEachRemaining(name -> assertHolds(expected.get(name), answer.path(name), where + " " + name));
        } else if (expected.isArray()) {
            assertEquals(expected.size(), answer.size(), where);
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(expected.get(i), answer.path(i), where + " " + i);
            }
        } else if (expected.isNumber()) {
            assertEquals(0, expected.decimalValue().compareTo(answer.decimalValue()), where + " " + answer);
        } else {
            assertEquals(expected, answer, where);
        }
    }

    @Test
    void aFileNameMayBeginWithAnAtSignAndItsContentIsNoCommandLine() throws IOException {
        Path file = Files.writeString(folder.resolve("request.json"), REQUEST);
        Ended ended = Ended.of("", "quote", "@" + file);
        assertEquals(ExitCode.WRONG_CALL, ended.exit());
        assertFalse(ended.err().contains("370100000000001"), ended.err());
    }

    @Test
    void answersThatCannotBeWrittenAreNoSuccess() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = CommandTree.of(new Console(
                        new ByteArrayInputStream(REQUEST.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(full, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute("quote", "-", "--policy", DEMO);
        assertEquals(ExitCode.WRONG_CALL, exit);
        assertFalse(err.toString(StandardCharsets.UTF_8).isEmpty());
    }

    @Test
    void explainAddsTheTrace() throws IOException {
        Ended ended = Ended.of(REQUEST, "quote", "-", "--policy", DEMO, "--explain");
        assertTrue(ended.answer(0).get("trace").size() > 0);
    }

    @Test
    void aBundleFileIsAddedAndABrokenOneIsAWrongCall() throws IOException {
        Path broken = Files.writeString(folder.resolve("bundle.yaml"), "bundle: {id: x}\n");
        Ended ended = Ended.of(REQUEST, "quote", "-", "--bundle", broken.toString());
        assertEquals(ExitCode.WRONG_CALL, ended.exit());
        assertTrue(ended.err().contains("bundle.yaml"), ended.err());
        assertEquals(0, ended.lines().size());
        String missing = folder.resolve("none.yaml").toString();
        assertEquals(
                ExitCode.WRONG_CALL,
                Ended.of(REQUEST, "quote", "-", "--bundle", missing).exit());
    }

    @Test
    void wrongCallsAreSaidInChineseAndExitWithTwo() {
        for (String[] wrong : new String[][] {
            {"quote"},
            {"quote", "-", "-"},
            {"quote", "-", "--colour"},
            {"quote", "/no/such/file"},
            {"quote", "-", "--config", "/no/such/file"},
            {"sell"},
            {},
            {"run"},
            {"journal"},
            {"certs", "init"}
        }) {
            Ended ended = Ended.of("", wrong);
            assertEquals(ExitCode.WRONG_CALL, ended.exit(), String.join(" ", wrong));
            assertTrue(ended.err().codePoints().anyMatch(c -> c > 0x4e00), ended.err());
            assertEquals(0, ended.lines().size());
        }
    }

    @Test
    void helpIsInChinese() {
        for (String[] help :
                new String[][] {{"help"}, {"help", "quote"}, {"run", "--help"}, {"certs", "help", "init"}}) {
            Ended ended = Ended.of("", help);
            assertEquals(ExitCode.OK, ended.exit());
            assertTrue(ended.out().contains("用法："), String.join(" ", help));
        }
    }
}
