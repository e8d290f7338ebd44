package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.terminal.command.Main;

/** The quote contract through the command, in processes of its own: answers as the scenarios say, and exit codes. */
final class QuoteCommandTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Path CONTRACT =
            Path.of("..", "benefit-calculator", "src", "test", "resources", "scenarios", "contract.jsonl");
    private static final int SCENARIOS = 40;
    private static final int REFUSED = 3;
    private static final int WRONG_CALL = 2;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private record Ended(int exit, List<String> out, String err) {}

    @Test
    void answersEveryScenarioOfTheContract() throws Exception {
        List<JsonNode> scenarios = scenarios();
        assertEquals(SCENARIOS, scenarios.size());
        Map<String, List<JsonNode>> byPolicy = new LinkedHashMap<>();
        scenarios.forEach(scenario -> byPolicy.computeIfAbsent(policy(scenario), ids -> new ArrayList<>())
                .add(scenario));
        for (Map.Entry<String, List<JsonNode>> together : byPolicy.entrySet()) {
            answers(together.getKey(), together.getValue());
        }
    }

    private void answers(String policy, List<JsonNode> scenarios) throws Exception {
        List<String> requests = scenarios.stream()
                .map(scenario -> scenario.path("request").toString())
                .toList();
        Path file = Files.write(folder.resolve("requests.jsonl"), requests, StandardCharsets.UTF_8);
        Ended ended = run("quote", "--jsonl", "--explain", "--policy", policy, file.toString());
        assertEquals(scenarios.size(), ended.out().size(), ended::err);
        boolean anyRefused = false;
        for (int i = 0; i < scenarios.size(); i++) {
            JsonNode expected = scenarios.get(i).path("expect");
            String name = scenarios.get(i).path("name").asText();
            JsonNode answer = JSON.readTree(ended.out().get(i));
            boolean refused = expected.has("error");
            anyRefused |= refused;
            assertEquals(refused, answer.has("error"), () -> name + ": " + answer);
            if (refused) {
                assertEquals(
                        expected.path("error").asText(),
                        answer.path("error").path("code").asText(),
                        name);
            } else {
                assertHolds(name, expected, answer);
            }
        }
        assertEquals(anyRefused ? REFUSED : 0, ended.exit(), policy);
    }

    @Test
    void oneRequestIsAnsweredOrRefusedByItsExitCode() throws Exception {
        for (boolean refused : List.of(false, true)) {
            JsonNode scenario = scenarios().stream()
                    .filter(one -> one.path("expect").has("error") == refused)
                    .findFirst()
                    .orElseThrow();
            Path file = Files.writeString(
                    folder.resolve("request.json"), scenario.path("request").toString());
            Ended ended = run("quote", "--policy", policy(scenario), file.toString());
            assertEquals(refused ? REFUSED : 0, ended.exit(), ended::err);
            assertEquals(refused, JSON.readTree(ended.out().get(0)).has("error"));
        }
    }

    @Test
    void missingFileAndUnknownPolicyAreWrongCalls() throws Exception {
        Ended missing = run("quote", folder.resolve("nothing.json").toString());
        assertEquals(WRONG_CALL, missing.exit());
        assertTrue(missing.err().contains("nothing.json"), missing::err);
        assertEquals(List.of(), missing.out());
    }

    private static List<JsonNode> scenarios() throws IOException {
        List<JsonNode> scenarios = new ArrayList<>();
        for (String line : Files.readAllLines(CONTRACT, StandardCharsets.UTF_8)) {
            scenarios.add(JSON.readTree(line));
        }
        return scenarios;
    }

    private static String policy(JsonNode scenario) {
        return StreamSupport.stream(scenario.path("policy").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    /** Every field of {@code expected} stands in {@code given}, amounts by their value. */
    private static void assertHolds(String where, JsonNode expected, JsonNode given) {
        if (expected instanceof ObjectNode object) {
            object.properties()
                    .forEach(field ->
                            assertHolds(where + "." + field.getKey(), field.getValue(), given.path(field.getKey())));
        } else if (expected instanceof ArrayNode array) {
            assertEquals(array.size(), given.size(), where);
            for (int i = 0; i < array.size(); i++) {
                assertHolds(where + "[" + i + "]", array.get(i), given.path(i));
            }
        } else if (expected.isNumber()) {
            assertTrue(
                    given.isNumber() && expected.decimalValue().compareTo(given.decimalValue()) == 0,
                    () -> where + ": expected " + expected + ", but it is " + given);
        } else {
            assertEquals(expected, given, where);
        }
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the command did not end");
        return new Ended(
                process.exitValue(),
                Files.readAllLines(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
