package org.yibao.terminal.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.CertificateChain;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.port.Catalogue;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.BundleVersion;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.policy.TestPublisher;

/** What becomes of the directory's parts in the terminal. */
final class TakersTest {
    private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @TempDir
    private Path folder;

    private final TestPublisher publisher = TestPublisher.at(NOW, Duration.ofDays(30));

    private PolicyShelf shelf() {
        return PolicyShelf.at(folder.resolve("policy"), publisher.anchors());
    }

    private PolicyTaker taker() {
        return new PolicyTaker(this::shelf, InstantSource.fixed(NOW));
    }

    private static PackedFile file(String name, byte[] content) {
        return new PackedFile(name, Bytes.of(content));
    }

    private List<String> waiting() {
        return shelf().history().waiting(PolicyTaker.BY).stream()
                .map(BundleVersion::name)
                .toList();
    }

    @Test
    void policyTablesAreInstalledOnceAndWaitForATechnician() {
        BundleFile table = BundleFile.find("jinan-in-force");
        List<PackedFile> files = List.of(
                file("jinan-in-force.yaml.sig", publisher.sign(table)), file("jinan-in-force.yaml", table.content()));
        taker().accept(files);
        taker().accept(files);
        assertEquals(List.of("jinan-in-force@1"), waiting());
        assertEquals(1, shelf().history().installed().size());
        assertEquals(Optional.empty(), shelf().history().activeOn(DAY));
    }

    @Test
    void aTableThatIsNotTrustedKeepsAllOthersOut() {
        BundleFile table = BundleFile.find("jinan-in-force");
        BundleFile variant = TestPublisher.variant("2", "另一版");
        TestPublisher stranger = TestPublisher.at(NOW, Duration.ofDays(30));
        PackedFile good = file("jinan-in-force.yaml", table.content());
        PackedFile signature = file("jinan-in-force.yaml.sig", publisher.sign(table));
        PackedFile other = file("variant.yaml", variant.content());
        assertThrows(
                PartFileException.class,
                () -> taker().accept(
                                List.of(good, signature, other, file("variant.yaml.sig", stranger.sign(variant)))));
        assertThrows(PartFileException.class, () -> taker().accept(List.of(good)));
        assertThrows(PartFileException.class, () -> taker().accept(List.of(signature)));
        assertEquals(false, Files.exists(folder.resolve("policy")));
    }

    @Test
    void oneRefusedFileOfTrustDoesNotKeepTheOthersBack() {
        List<byte[]> taken = new ArrayList<>();
        TrustTaker taker = new TrustTaker(content -> {
            if (content[0] == 'x') {
                CertificateChain.decodePem(content);
            }
            taken.add(content);
        });
        PartFileException refused = assertThrows(
                PartFileException.class,
                () -> taker.accept(List.of(
                        file("announcement-1.pem", new byte[] {'x'}), file("revocations.pem", new byte[] {'r'}))));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("announcement-1.pem: "), refused.getMessage());
        assertEquals(1, taken.size());
        assertArrayEquals(new byte[] {'r'}, taken.get(0));
    }

    @Test
    void theFileCountsOnlyUntilTheDirectoryHasACatalogue() {
        Catalogue.Item fromFile = item("FILE");
        Catalogue.Item fetched = item("FETCHED");
        boolean[] active = {false};
        Catalogue catalogue = new DirectoryCatalogue(
                (code, day) -> active[0] && code.equals("FETCHED") ? Optional.of(fetched) : Optional.empty(),
                () -> active[0],
                (code, day) -> code.equals("FILE") ? Optional.of(fromFile) : Optional.empty());
        assertEquals(Optional.of(fromFile), catalogue.find("FILE", DAY));
        assertEquals(Optional.empty(), catalogue.find("FETCHED", DAY));
        active[0] = true;
        assertEquals(Optional.empty(), catalogue.find("FILE", DAY));
        assertEquals(Optional.of(fetched), catalogue.find("FETCHED", DAY));
    }

    private static Catalogue.Item item(String code) {
        return new Catalogue.Item(code, "药", "101", "01", null, null, false, false, false);
    }
}
