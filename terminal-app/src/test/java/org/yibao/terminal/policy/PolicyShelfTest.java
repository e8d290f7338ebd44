package org.yibao.terminal.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.certs.CertificateRequest;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.PublisherSignature;
import org.yibao.certs.Revocations;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;

final class PolicyShelfTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate NEXT_YEAR = LocalDate.of(2027, 1, 1);
    private static final String BY = "张技术";
    private static final Duration LIFE = Duration.ofDays(30);
    private static final BundleFile USUAL = BundleFile.find("jinan-in-force");

    @TempDir
    Path folder;

    private final DayClock clock = new DayClock(DAY);
    private final TestPublisher publisher = TestPublisher.at(clock.instant(), LIFE);

    private PolicyShelf shelf() {
        return PolicyShelf.at(folder.resolve("policy"), publisher.anchors());
    }

    private Path log() {
        return folder.resolve("policy").resolve(PolicyShelf.LOG);
    }

    private Path head() {
        return log().resolveSibling("shelf.head");
    }

    private PolicyShelf.Installed install(BundleFile file) {
        return shelf().install(file, publisher.sign(file), BY, clock.instant());
    }

    private void activate(String names, LocalDate on) {
        shelf().activate(List.of(names.split(",")), on, BY, clock);
    }

    private List<String> activeOn(LocalDate day) {
        return shelf().history().activeOn(day).stream()
                .flatMap(act -> act.bundles().stream())
                .map(BundleVersion::name)
                .toList();
    }

    private static PolicyFault refused(Callable<?> step) {
        return assertThrows(PolicyException.class, step::call).fault();
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("policy"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aSignedTableIsKeptByDigestAndCountsFromItsDay() throws IOException {
        PolicyShelf.Installed installed = install(USUAL);
        assertFalse(installed.already());
        String name = "jinan-in-force-1-" + installed.version().shortDigest() + ".yaml";
        assertEquals(name, only(".yaml").getFileName().toString());
        assertEquals(name + ".sig", only(".sig").getFileName().toString());
        assertEquals(List.of(), activeOn(DAY));
        activate("jinan-in-force", DAY);
        assertEquals(List.of("jinan-in-force@1"), activeOn(DAY));
        assertEquals(List.of(), activeOn(DAY.minusDays(1)));
        PolicyBook book = new ActivePolicy(shelf()).require(DAY);
        assertEquals(List.of(installed.bundle().reference()), book.references());
    }

    @Test
    void aTableThatIsNotTrustedDoesNotComeIn() {
        byte[] signature = publisher.sign(USUAL);
        byte[] tampered = USUAL.content();
        tampered[tampered.length - 2] ^= 1;
        byte[] cut = Arrays.copyOf(signature, signature.length - 1);
        TestPublisher stranger = TestPublisher.at(clock.instant(), LIFE);
        PolicyShelf shelf = shelf();
        assertEquals(
                PolicyFault.POLICY_SIGNATURE_OTHER_FILE,
                refused(() -> shelf.install(BundleFile.of("x.yaml", tampered), signature, BY, clock.instant())));
        assertEquals(
                PolicyFault.POLICY_SIGNATURE_MALFORMED, refused(() -> shelf.install(USUAL, cut, BY, clock.instant())));
        assertEquals(
                PolicyFault.POLICY_PUBLISHER_UNKNOWN,
                refused(() -> shelf.install(USUAL, stranger.sign(USUAL), BY, clock.instant())));
        assertEquals(
                PolicyFault.POLICY_PUBLISHER_EXPIRED,
                refused(() -> shelf.install(
                        USUAL, signature, BY, clock.instant().plus(LIFE).plusSeconds(1))));
        assertEquals(
                PolicyFault.POLICY_PUBLISHER_NOT_YET_VALID,
                refused(() ->
                        shelf.install(USUAL, signature, BY, clock.instant().minus(LIFE))));
        assertEquals(
                PolicyFault.POLICY_SIGNATURE_MISSING,
                refused(() -> BundleSignature.load(Files.write(folder.resolve("x.yaml"), USUAL.content()))));
        assertEquals(List.of(), shelf().history().acts());
    }

    @Test
    void aTerminalsSigningCertificateSignsNoTable() {
        Sm2KeyPair keys = Sm2KeyPair.generate();
        Validity validity = Validity.starting(clock.instant(), LIFE);
        KeyStoreFile terminal = KeyStoreFile.of(
                keys,
                publisher
                        .authority()
                        .issue(
                                CertificateRequest.of(keys, "a wish"),
                                new TerminalName("H37010200001", 'A'),
                                CertificateUsage.SIGNING_TERMINAL,
                                validity));
        String genuine = new String(publisher.sign(USUAL), StandardCharsets.UTF_8);
        byte[] forged = (genuine.substring(0, genuine.indexOf("-----BEGIN"))
                        + new String(terminal.chain().orElseThrow().encodePem(), StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                PolicyFault.POLICY_PUBLISHER_WRONG_USAGE,
                refused(() -> shelf().install(USUAL, forged, BY, clock.instant())));
    }

    @Test
    void theTableNamesThePublisherThatSigned() {
        KeyStoreFile other =
                publisher.authority().issuePublisher("somebody else", Validity.starting(clock.instant(), LIFE));
        assertEquals(PolicyFault.POLICY_PUBLISHER_OTHER, refused(() -> BundleSignature.sign(USUAL, other)));
        byte[] signature = PublisherSignature.sign(USUAL.content(), other).encode();
        assertEquals(
                PolicyFault.POLICY_PUBLISHER_OTHER,
                refused(() -> shelf().install(USUAL, signature, BY, clock.instant())));
    }

    @Test
    void aTableWithDefectsIsRefusedWithAllOfThem() {
        String broken = new String(USUAL.content(), StandardCharsets.UTF_8)
                .replace("total: hifmi", "total: nobody")
                .replace("total: maf", "total: nobody");
        BundleFile file = BundleFile.of("broken.yaml", broken.getBytes(StandardCharsets.UTF_8));
        byte[] signature =
                PublisherSignature.sign(file.content(), publisher.keys()).encode();
        PolicyException refused =
                assertThrows(PolicyException.class, () -> shelf().install(file, signature, BY, clock.instant()));
        assertEquals(PolicyFault.POLICY_INVALID, refused.fault());
        assertTrue(refused.details().size() >= 2, refused.details().toString());
        BundleFile extending = BundleFile.find("demo-supplement");
        String orphan = new String(extending.content(), StandardCharsets.UTF_8)
                .replace("extends: jinan-in-force", "extends: nobody");
        assertEquals(
                PolicyFault.POLICY_INVALID,
                refused(() -> install(BundleFile.of("orphan.yaml", orphan.getBytes(StandardCharsets.UTF_8)))));
        install(USUAL);
        install(extending);
    }

    @Test
    void anIdAndVersionStandForTheSameBytesForEver() {
        install(USUAL);
        assertTrue(install(USUAL).already());
        assertEquals(1, shelf().history().acts().size());
        assertEquals(PolicyFault.POLICY_VERSION_TAKEN, refused(() -> install(TestPublisher.variant("1", "另一份"))));
        install(TestPublisher.variant("2", "新一版"));
        activate("jinan-in-force", DAY);
        assertEquals(List.of("jinan-in-force@2"), activeOn(DAY), "the version that came in last");
        activate("jinan-in-force@1", DAY);
        assertEquals(List.of("jinan-in-force@1"), activeOn(DAY), "or the one that is named");
        assertEquals(PolicyFault.POLICY_INVALID, refused(() -> install(TestPublisher.variant("1/../2", "路径"))));
    }

    /** Row 10 of the reliability list: well signed, but of the past. */
    @Test
    void anOldBundleOfferedAgainChangesNothingThatIsActiveAndIsLogged() {
        install(USUAL);
        install(TestPublisher.variant("2", "新一版"));
        activate("jinan-in-force", DAY);
        int acts = shelf().history().acts().size();

        assertTrue(install(USUAL).already(), "one that came in before");
        assertEquals(acts, shelf().history().acts().size());
        PolicyShelf.Installed older = install(TestPublisher.variant("0.9", "旧一版"));
        assertFalse(older.already(), "one that never did");
        assertEquals(List.of("jinan-in-force@2"), activeOn(DAY));
        assertEquals(List.of("jinan-in-force@2"), activeOn(NEXT_YEAR));

        ShelfAct logged = shelf().history().acts().get(acts);
        assertEquals(List.of(older.version()), logged.bundles());
        assertEquals(BY, logged.by());
        activate("jinan-in-force@0.9", DAY);
        ShelfAct activation = shelf().history().acts().get(acts + 1);
        assertEquals(List.of(older.version()), activation.bundles(), "going back is an act of its own");
    }

    @Test
    void draftsCountOnlyWhereTheyAreNamed() {
        BundleFile.builtIn().forEach(this::install);
        activate("jinan-in-force", DAY);
        assertEquals(List.of("jinan-in-force@1"), activeOn(DAY));
        activate("jinan-in-force,demo-supplement", DAY);
        assertEquals(
                List.of(PolicyReference.Status.IN_FORCE, PolicyReference.Status.DEMO),
                new ActivePolicy(shelf())
                        .require(DAY).references().stream()
                                .map(PolicyReference::status)
                                .toList());
        assertEquals(
                PolicyFault.POLICY_INVALID,
                refused(() -> shelf().activate(List.of("demo-supplement"), DAY, BY, clock)),
                "a structure must be among them");
    }

    @Test
    void whatCannotBeActivatedIsSaid() {
        install(USUAL);
        List<String> usual = List.of("jinan-in-force");
        assertEquals(PolicyFault.POLICY_DAY_PAST, refused(() -> shelf().activate(usual, DAY.minusDays(1), BY, clock)));
        for (String unknown : List.of("unknown", "jinan-in-force@7", "", "@1")) {
            assertEquals(
                    PolicyFault.POLICY_NOT_INSTALLED,
                    refused(() -> shelf().activate(List.of(unknown), DAY, BY, clock)));
        }
        assertEquals(PolicyFault.POLICY_INVALID, refused(() -> shelf().activate(List.of(), DAY, BY, clock)));
        assertEquals(
                PolicyFault.POLICY_INVALID,
                refused(() -> shelf().activate(List.of("jinan-in-force", "jinan-in-force@1"), DAY, BY, clock)));
        assertEquals(1, shelf().history().acts().size());
    }

    @Test
    void aFileThatWasChangedOnTheShelfIsNotUsed() throws IOException {
        install(USUAL);
        activate("jinan-in-force", DAY);
        Path table = only(".yaml");
        byte[] sound = Files.readAllBytes(table);
        Files.writeString(table, Files.readString(table) + "\n# edited\n");
        assertEquals(PolicyFault.POLICY_FILE_CHANGED, refused(() -> new ActivePolicy(shelf()).require(DAY)));
        assertEquals(Optional.empty(), new ActivePolicy(shelf()).on(DAY));
        Path renamed = Files.move(table, table.resolveSibling("other.yaml"));
        assertEquals(PolicyFault.POLICY_FILE_CHANGED, refused(() -> new ActivePolicy(shelf()).require(DAY)));
        Files.delete(renamed);
        Files.write(table, sound);
        new ActivePolicy(shelf()).require(DAY);
        Path signature = only(".sig");
        byte[] signed = Files.readAllBytes(signature);
        Files.write(signature, publisher.sign(TestPublisher.variant("2", "另一份")));
        assertEquals(PolicyFault.POLICY_SIGNATURE_OTHER_FILE, refused(() -> new ActivePolicy(shelf()).require(DAY)));
        Files.delete(signature);
        assertEquals(PolicyFault.POLICY_SIGNATURE_MISSING, refused(() -> new ActivePolicy(shelf()).require(DAY)));
        Files.write(signature, signed);
        TestPublisher stranger = TestPublisher.at(clock.instant(), LIFE);
        PolicyShelf distrusting = PolicyShelf.at(folder.resolve("policy"), stranger.anchors());
        assertEquals(PolicyFault.POLICY_PUBLISHER_UNKNOWN, refused(() -> new ActivePolicy(distrusting).require(DAY)));
    }

    @Test
    void installingAgainPutsAFileBackThatWasChanged() throws IOException {
        install(USUAL);
        activate("jinan-in-force", DAY);
        Files.writeString(only(".yaml"), "edited");
        Files.delete(only(".sig"));
        assertTrue(install(USUAL).already());
        new ActivePolicy(shelf()).require(DAY);
        assertEquals(2, shelf().history().acts().size());
    }

    @Test
    void aCertificateThatEndsLaterDoesNotEndItsTable() {
        install(USUAL);
        clock.go(DAY.plusYears(2), LocalTime.NOON);
        activate("jinan-in-force", DAY.plusYears(2));
        new ActivePolicy(shelf()).require(DAY.plusYears(2));
    }

    @Test
    void anActThatAPowerCutToreIsPassedOverAndTheNextTakesItsPlace() throws IOException {
        install(USUAL);
        activate("jinan-in-force", DAY);
        byte[] sound = Files.readAllBytes(log());
        byte[] head = Files.readAllBytes(head());
        activate("jinan-in-force@1", NEXT_YEAR);
        byte[] whole = Files.readAllBytes(log());
        Files.write(head(), head);
        for (int length = sound.length; length < whole.length; length++) {
            Files.write(log(), Arrays.copyOf(whole, length));
            assertEquals(2, shelf().history().acts().size());
        }
        activate("jinan-in-force", NEXT_YEAR);
        assertEquals(3, shelf().history().acts().size());
        assertEquals(3, Files.readAllLines(log()).size());
    }

    @Test
    void anActThatIsWholeCountsThoughAPowerCutCameBeforeItsHead() throws IOException {
        install(USUAL);
        Files.delete(head());
        assertEquals(1, shelf().history().acts().size());
        activate("jinan-in-force", DAY);
        byte[] head = Files.readAllBytes(head());
        activate("jinan-in-force@1", NEXT_YEAR);
        Files.write(head(), head);
        assertEquals(3, shelf().history().acts().size());
        activate("jinan-in-force", NEXT_YEAR);
        assertEquals(4, shelf().history().acts().size());
    }

    @Test
    void aLogThatLostItsEndIsRefusedByTheFirstLineMissing() throws IOException {
        install(USUAL);
        install(TestPublisher.variant("2", "二"));
        activate("jinan-in-force@1", DAY);
        activate("jinan-in-force@2", DAY);
        byte[] whole = Files.readAllBytes(log());
        for (int length = 0; length < whole.length; length++) {
            boolean lineEnds = length > 0 && whole[length - 1] == '\n';
            if (!lineEnds && length % 50 != 0) {
                continue;
            }
            Files.write(log(), Arrays.copyOf(whole, length));
            PolicyException refused = assertThrows(PolicyException.class, () -> shelf().history());
            assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused.fault());
            String left = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
            assertEquals(List.of(log() + ":" + left.split("\n", -1).length), refused.details());
        }
        Files.delete(log());
        assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused(() -> new ActivePolicy(shelf()).require(DAY)));
        Files.write(log(), whole);
        assertEquals(List.of("jinan-in-force@2"), activeOn(DAY));
    }

    @Test
    void aHeadThatIsLostChangedOrOfAnotherLogIsRefused() throws IOException {
        install(USUAL);
        activate("jinan-in-force", DAY);
        byte[] sound = Files.readAllBytes(head());
        Files.delete(head());
        assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused(() -> shelf().history()));
        String text = new String(sound, StandardCharsets.UTF_8);
        String swapped = text.endsWith("0\n") ? "1\n" : "0\n";
        for (String wrong : List.of(
                "2",
                text.replace("2 sm3", "0 sm3"),
                text.strip(),
                text + " ",
                text.substring(0, text.length() - 2) + swapped)) {
            Files.writeString(head(), wrong);
            assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused(() -> shelf().history()), wrong);
        }
        Files.write(head(), sound);
        assertEquals(2, shelf().history().acts().size());
    }

    @Test
    void anEditedLineIsRefusedByItsNumber() throws IOException {
        install(USUAL);
        activate("jinan-in-force", DAY);
        activate("jinan-in-force", NEXT_YEAR);
        List<String> lines = Files.readAllLines(log());
        List<List<String>> edited = List.of(
                List.of(lines.get(0), lines.get(1).replace("2026-11-22", "2026-11-21"), lines.get(2)),
                List.of(lines.get(0), lines.get(2)),
                List.of(lines.get(0), lines.get(2), lines.get(1)),
                List.of(lines.get(0), "", lines.get(1), lines.get(2)),
                List.of(lines.get(0), lines.get(1) + " ", lines.get(2)));
        for (List<String> wrong : edited) {
            Files.write(log(), wrong);
            PolicyException refused = assertThrows(PolicyException.class, () -> shelf().history());
            assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused.fault());
            assertEquals(List.of(log() + ":2"), refused.details());
        }
        byte[] last = String.join("\n", lines.get(0), lines.get(1), lines.get(2).replace(BY, "李技术"), "")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(log(), last);
        assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused(() -> shelf().history()), "not torn: it has its end");
    }

    @Test
    void aLogPastItsLimitIsNotRead() throws IOException {
        install(USUAL);
        byte[] sound = Files.readAllBytes(log());
        Files.write(log(), Arrays.copyOf(sound, ShelfLog.LENGTH_MAX_BYTES));
        assertEquals(1, shelf().history().acts().size());
        Files.write(log(), Arrays.copyOf(sound, ShelfLog.LENGTH_MAX_BYTES + 1));
        assertEquals(PolicyFault.POLICY_LOG_DAMAGED, refused(() -> shelf().history()));
    }

    @Test
    void aPlannedChangeTakesOverAtMidnight() {
        install(USUAL);
        PolicyReference later =
                install(TestPublisher.variant("2", "明年的")).bundle().reference();
        activate("jinan-in-force@1", DAY);
        activate("jinan-in-force@2", NEXT_YEAR);
        ActivePolicy active = new ActivePolicy(shelf());
        assertEquals(
                "1", active.require(NEXT_YEAR.minusDays(1)).references().get(0).version());
        assertEquals("2", active.require(NEXT_YEAR).references().get(0).version());
        assertEquals(NEXT_YEAR, shelf().history().nextAfter(DAY).orElseThrow().on());
        assertEquals(Optional.empty(), shelf().history().nextAfter(NEXT_YEAR));
        assertEquals(List.of(later), active.of(List.of(later)).orElseThrow().references(), "whatever is active");
        assertEquals(
                Optional.empty(),
                active.of(List.of(new PolicyReference("no", "1", PolicyReference.Status.DEMO, later.digest()))));
    }

    /** Row 9 of the reliability list: whatever day the clock shows, and after whichever other. */
    @Test
    void theDaysTableCountsHoweverTheClockWanders() {
        install(USUAL);
        install(TestPublisher.variant("2", "明年的"));
        LocalDate monthEnd = LocalDate.of(2026, 11, 30);
        activate("jinan-in-force@1", monthEnd.plusDays(1));
        activate("jinan-in-force@2", NEXT_YEAR);
        ActivePolicy running = new ActivePolicy(shelf());
        Map<LocalDate, String> expected = Map.of(
                LocalDate.EPOCH,
                "none",
                monthEnd,
                "none",
                monthEnd.plusDays(1),
                "1",
                NEXT_YEAR.minusDays(1),
                "1",
                NEXT_YEAR,
                "2",
                LocalDate.of(2038, 1, 19),
                "2");
        List<LocalDate> days = new ArrayList<>(expected.keySet());
        Random random = new Random(9);
        for (int look = 0; look < 60; look++) {
            LocalDate day = days.get(random.nextInt(days.size()));
            assertEquals(expected.get(day), versionOn(running, day), day.toString());
        }
    }

    private static String versionOn(ActivePolicy policy, LocalDate day) {
        try {
            return policy.require(day).references().get(0).version();
        } catch (PolicyException none) {
            assertEquals(PolicyFault.POLICY_NONE_ACTIVE, none.fault());
            return "none";
        }
    }

    @Test
    void aRunningTerminalSeesWhatAnotherProcessActivates() {
        install(USUAL);
        install(TestPublisher.variant("2", "改正的"));
        activate("jinan-in-force@1", DAY);
        ActivePolicy running = new ActivePolicy(shelf());
        assertEquals("1", running.require(DAY).references().get(0).version());
        activate("jinan-in-force@2", DAY);
        assertEquals("2", running.require(DAY).references().get(0).version());
    }

    @Test
    void eachRollbackTakesOneMoreActivationBack() {
        install(USUAL);
        install(TestPublisher.variant("2", "二"));
        install(TestPublisher.variant("3", "三"));
        activate("jinan-in-force@1", DAY);
        assertEquals(PolicyFault.POLICY_NOTHING_BEFORE, refused(() -> shelf().rollback(BY, clock)));
        activate("jinan-in-force@2", DAY);
        activate("jinan-in-force@3", NEXT_YEAR);
        assertEquals(List.of("jinan-in-force@3"), activeOn(NEXT_YEAR));
        assertEquals(NEXT_YEAR, shelf().rollback(BY, clock).undone().on());
        assertEquals(List.of("jinan-in-force@2"), activeOn(NEXT_YEAR));
        shelf().rollback(BY, clock);
        assertEquals(List.of("jinan-in-force@1"), activeOn(DAY));
        assertEquals(PolicyFault.POLICY_NOTHING_BEFORE, refused(() -> shelf().rollback(BY, clock)));
        activate("jinan-in-force@3", DAY);
        shelf().rollback(BY, clock);
        assertEquals(List.of("jinan-in-force@1"), activeOn(DAY));
        List<ShelfAct> acts = shelf().history().acts();
        assertEquals(10, acts.size(), "nothing is deleted");
        assertEquals(BY, acts.get(9).by());
    }

    @Test
    void installationsAtTheSameTimeTakeTheirTurn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> made = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                BundleFile file = TestPublisher.variant("v" + i % 4, "同时 " + i % 4);
                byte[] signature = publisher.sign(file);
                made.add(threads.submit(() -> shelf().install(file, signature, BY, clock.instant())));
            }
            for (Future<?> each : made) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(4, shelf().history().installed().size());
        assertEquals(1, shelf().newest().size());
        for (ShelfAct.Install act : shelf().history().installed()) {
            shelf().bundle(act);
        }
    }

    @Test
    void aDiskThatRefusesIsSaid() throws IOException {
        Files.writeString(folder.resolve("policy"), "no folder");
        assertEquals(PolicyFault.POLICY_SHELF_UNUSABLE, refused(() -> install(USUAL)));
        Files.delete(folder.resolve("policy"));
        Files.createDirectories(log());
        assertEquals(PolicyFault.POLICY_SHELF_UNUSABLE, refused(() -> install(USUAL)));
        assertEquals(PolicyFault.POLICY_SHELF_UNUSABLE, refused(() -> new ActivePolicy(shelf()).require(DAY)));
    }

    @Test
    void aShelfWithoutActsHasNothingActive() {
        assertEquals(PolicyFault.POLICY_NONE_ACTIVE, refused(() -> new ActivePolicy(shelf()).require(DAY)));
        assertEquals(PolicyFault.POLICY_NOTHING_BEFORE, refused(() -> shelf().rollback(BY, clock)));
    }

    @Test
    void anAuthoritysFileIsReadOrRefused() throws IOException {
        Path good = Files.write(folder.resolve("good.pem"), publisher.anchors().encodePem());
        Path bad = Files.writeString(folder.resolve("bad.pem"), "nothing");
        PolicyShelf.open(folder, List.of(good, good), Revocations.NONE);
        for (List<Path> wrong : List.of(List.of(good, bad), List.of(folder.resolve("none")), List.<Path>of())) {
            assertEquals(
                    PolicyFault.POLICY_PUBLISHERS_UNUSABLE,
                    refused(() -> PolicyShelf.open(folder, wrong, Revocations.NONE)));
        }
    }

    @Test
    void everyFaultHasItsSentence() {
        for (PolicyFault fault : PolicyFault.values()) {
            assertTrue(fault.sentence().codePoints().anyMatch(c -> c > 0x4e00), fault.name());
        }
    }
}
