package org.yibao.terminal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.LineSuites;
import org.yibao.settlement.clock.ClockLimits;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.terminal.yaml.YamlFault;

final class ConfigurationTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "terminal.yaml");

    @TempDir
    Path folder;

    @BeforeEach
    void filesThatTheExampleNames() throws IOException {
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(folder.resolve("passphrase"), "secret\n");
        Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
        Files.writeString(folder.resolve("policy-publishers.pem"), "");
        Files.writeString(folder.resolve("publishers.pem"), "");
    }

    private Path written(String yaml) throws IOException {
        return Files.writeString(folder.resolve("terminal.yaml"), yaml);
    }

    private List<YamlFault> faults(String yaml) throws IOException {
        Path file = written(yaml);
        return assertThrows(ConfigurationException.class, () -> Configuration.load(file, Map.of()))
                .faults();
    }

    private String example() throws IOException {
        return Files.readString(EXAMPLE);
    }

    @Test
    void theExampleLoads() throws IOException {
        Configuration read = Configuration.load(written(example()), Map.of());
        assertEquals("H37010200001", read.terminal().institution().code());
        assertEquals('A', read.terminal().letter());
        assertEquals(folder.resolve("data"), read.store());
        assertEquals(2, read.readers().size());
        assertEquals(50_000, read.offline().perSale().fen());
        assertEquals(Duration.ofSeconds(8), read.deadlines().settle());
        assertEquals(ZoneId.of("Asia/Shanghai"), read.zone());
        assertEquals(UploadLimits.DEFAULT, read.upload());
    }

    @Test
    void theGuardsBeforeASaleAreRead() throws IOException {
        String changed = example();
        for (String line : List.of(
                "step_minutes_max: 3",
                "platform_minutes_max: 7",
                "person_day_yuan_max: 800.50",
                "terminal_yuan_max: 20001",
                "contact_hours_max: 12",
                "credentials: [\"03\"]",
                "excluded_med_types: [\"21\", \"14\"]",
                "fresh_stop_list: true")) {
            String key = line.substring(0, line.indexOf(':'));
            changed = changed.replaceFirst("(?m)^  " + key + ":[^#]*#", "  " + line + " #");
        }
        Configuration read = Configuration.load(written(changed), Map.of());
        assertEquals(80_050, read.offline().perPersonDay().fen());
        assertEquals(2_000_100, read.offline().terminal().fen());
        assertEquals(Duration.ofHours(12), read.offline().contactAge());
        assertEquals(Set.of("03"), read.offline().credentials());
        assertEquals(Set.of("14", "21"), read.offline().excludedMedTypes());
        assertTrue(read.offline().freshStopList());
        assertEquals(new ClockLimits(Duration.ofMinutes(3), Duration.ofMinutes(7)), read.clock());
    }

    @Test
    void aVoucherIsNoCredentialForSellingOffline() throws IOException {
        List<YamlFault> faults = faults(example().replace("credentials: [\"02\"]", "credentials: [\"01\"]"));
        assertEquals(
                List.of("offline.credentials"),
                faults.stream().map(YamlFault::key).toList());
    }

    @Test
    void everythingWithADefaultMayBeLeftOut() throws IOException {
        Configuration read = Configuration.load(written("""
                        terminal: {institution_code: P37010200002, institution_name: 药店, institution_type: "2", tier: "0", admdvs: "370102", letter: B}
                        store: {folder: data, passphrase: {environment: PASS}}
                        certificates: {folder: certs}
                        platform: {host: platform.example, port: 1}
                        policy: {directory: policy, publishers: [publishers.pem]}
                        api: {port: 0, token_file: token}
                        offline: {allowed: false}
                        """), Map.of("PASS", "x"));
        assertNull(read.catalogue());
        assertEquals(new ClockLimits(Duration.ofMinutes(5), Duration.ofMinutes(10)), read.clock());
        assertEquals(100_000_000, read.offline().perPersonDay().fen());
        assertEquals(100_000_000, read.offline().terminal().fen());
        assertEquals(Duration.ofDays(3), read.offline().contactAge());
        assertEquals(Set.of("02"), read.offline().credentials());
        assertEquals(Set.of(), read.offline().excludedMedTypes());
        assertFalse(read.offline().freshStopList());
        assertEquals(new Configuration.Directory(Duration.ofHours(6), Duration.ofDays(3)), read.directory());
        assertTrue(read.readers().isEmpty());
        assertEquals(10_000, read.queueMax());
        assertEquals(Duration.ofSeconds(60), read.platform().reconnectMost());
        assertEquals(LineSuites.SM_PREFERRED, read.platform().tls());
        assertEquals(
                "x", String.valueOf(read.passphrase().read(Map.of("PASS", "x")).orElseThrow()));
    }

    @Test
    void allFaultsAreReportedAtOnceWithTheirLines() throws IOException {
        String wrong = example()
                .replace("institution_code: H37010200001", "institution_code: h1")
                .replace("queue_max: 10000", "queue_max: 100001")
                .replace("file: passphrase", "file: nowhere")
                .replace("folder: certs", "folder: no-certs")
                .replace("port: 7443", "port: 65536")
                .replace("kind: identity-card", "kind: camera")
                .replace("sale_yuan_max: 500.00", "sale_yuan_max: 500.001")
                .replace("zone: Asia/Shanghai", "zone: Mars/Base")
                .replace("deadlines:", "deadlnes:\n  x: 1\ndeadlines:");
        List<YamlFault> faults = faults(wrong);
        assertEquals(
                List.of(
                        "terminal.institution_code",
                        "store.queue_max",
                        "store.passphrase.file",
                        "store.passphrase.file",
                        "certificates.folder",
                        "platform.port",
                        "readers[2].kind",
                        "offline.sale_yuan_max",
                        "deadlnes",
                        "zone"),
                faults.stream().map(YamlFault::key).toList());
        List<String> lines = wrong.lines().toList();
        for (YamlFault fault : faults) {
            String key = fault.key().substring(fault.key().lastIndexOf('.') + 1);
            assertTrue(lines.get(fault.line() - 1).contains(key), fault.toString());
        }
    }

    @Test
    void whatIsFreshLongerThanItIsAskedForIsAFault() throws IOException {
        List<YamlFault> faults = faults(example().replace("stale_hours: 72", "stale_hours: 5"));
        assertEquals(
                List.of("directory.stale_hours"),
                faults.stream().map(YamlFault::key).toList());
    }

    @Test
    void suitesOfTheLineAreChosenByTheirName() throws IOException {
        for (LineSuites suites : LineSuites.values()) {
            Path file = written(example().replace("tls: sm-preferred", "tls: " + suites.text()));
            assertEquals(suites, Configuration.load(file, Map.of()).platform().tls());
        }
        List<YamlFault> faults = faults(example().replace("tls: sm-preferred", "tls: SM_ONLY"));
        assertEquals(
                List.of("platform.tls"), faults.stream().map(YamlFault::key).toList());
    }

    @Test
    void limitsHoldAtTheirEdge() throws IOException {
        for (String fits : List.of("port: 1", "port: 65535")) {
            Configuration.load(written(example().replace("port: 7443", fits)), Map.of());
        }
        for (String wrong : List.of("port: 0", "port: 65536", "port: -1", "port: 7443.0", "port: x", "port:")) {
            assertEquals(
                    "platform.port",
                    faults(example().replace("port: 7443", wrong)).get(0).key(),
                    wrong);
        }
        Configuration.load(written(example().replace("snapshot_hours_max: 24", "snapshot_hours_max: 744")), Map.of());
        assertEquals(
                1,
                faults(example().replace("snapshot_hours_max: 24", "snapshot_hours_max: 745"))
                        .size());
    }

    @Test
    void aPlatformHasOneAddressOrSeveralInOrder() throws IOException {
        assertEquals(List.of("127.0.0.1:7443"), addresses(example()));
        assertEquals(
                List.of("a.example:1", "10.0.0.2:65535", "[::1]:7443"),
                addresses(withAddresses("a.example:1, 10.0.0.2:65535, \"[::1]:7443\"")));
        assertEquals(
                8,
                addresses(withAddresses("a:1, b:1, c:1, d:1, e:1, f:1, g:1, h:1"))
                        .size());
        for (String wrong : List.of(
                "", "a:1, b:1, c:1, d:1, e:1, f:1, g:1, h:1, i:1", "a", "a:0", "a:65536", "\"::1:7443\"", "-:1")) {
            assertEquals(
                    "platform.addresses", faults(withAddresses(wrong)).get(0).key(), wrong);
        }
        String both = withAddresses("a:1").replace("  addresses:", "  host: b.example\n  port: 2\n  addresses:");
        assertEquals(
                List.of("platform.addresses"),
                faults(both).stream().map(YamlFault::key).toList());
    }

    private List<String> addresses(String yaml) throws IOException {
        return Configuration.load(written(yaml), Map.of()).platform().addresses().stream()
                .map(Object::toString)
                .toList();
    }

    private String withAddresses(String list) throws IOException {
        return example().replaceFirst("  host: .*\n  port: 7443", "  addresses: [" + list + "]");
    }

    @Test
    void thePassphraseComesFromExactlyOnePlaceAndIsThere() throws IOException {
        String both = example().replace("# environment: YIBAO_PASSPHRASE", "environment: YIBAO_PASSPHRASE");
        assertEquals("store.passphrase.environment", faults(both).get(0).key());
        String variable = example().replace("    file: passphrase ", "    environment: NOT_SET ");
        assertEquals("store.passphrase.environment", faults(variable).get(0).key());
        Files.writeString(folder.resolve("passphrase"), "\n");
        assertEquals("store.passphrase.file", faults(example()).get(0).key());
        Files.writeString(folder.resolve("passphrase"), "x".repeat(PassphraseSource.BYTES_MAX));
        Configuration.load(written(example()), Map.of());
        Files.writeString(folder.resolve("passphrase"), "x".repeat(PassphraseSource.BYTES_MAX + 1));
        assertEquals("store.passphrase.file", faults(example()).get(0).key());
    }

    @Test
    void offlineSalesNeedALimit() throws IOException {
        String without = example().replace("sale_yuan_max: 500.00", "# none");
        assertEquals("offline.sale_yuan_max", faults(without).get(0).key());
        Configuration.load(written(without.replace("allowed: true", "allowed: false")), Map.of());
    }

    @Test
    void devicesHaveTheirOwnNamesAndPorts() throws IOException {
        String same =
                example().replace("- name: identity-card", "- name: scanner").replace("ttyUSB1", "ttyUSB0");
        assertEquals(
                List.of("readers[2].name", "readers[2].device"),
                faults(same).stream().map(YamlFault::key).toList());
    }

    @Test
    void filesThatAreNoYamlSaySo() throws IOException {
        for (byte[] content : List.of(
                new byte[0],
                "[1, 2]".getBytes(StandardCharsets.UTF_8),
                "a: [".getBytes(StandardCharsets.UTF_8),
                "\t: x".getBytes(StandardCharsets.UTF_8),
                "a: &x [*x]".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1})) {
            Path file = Files.write(folder.resolve("terminal.yaml"), content);
            ConfigurationException refused =
                    assertThrows(ConfigurationException.class, () -> Configuration.load(file, Map.of()));
            assertTrue(refused.faults().size() >= 1);
        }
        Path missing = folder.resolve("missing.yaml");
        assertEquals(
                1,
                assertThrows(ConfigurationException.class, () -> Configuration.load(missing, Map.of()))
                        .faults()
                        .size());
        String twice = example() + "\nzone: Asia/Shanghai\n";
        assertEquals("zone", faults(twice).get(0).key());
    }
}
