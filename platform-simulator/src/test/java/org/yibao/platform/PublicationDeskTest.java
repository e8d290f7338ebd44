package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.PublisherSignature;
import org.yibao.certs.Revocations;
import org.yibao.certs.Validity;
import org.yibao.platform.directory.PublicationException;
import org.yibao.platform.directory.PublishedFile;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

class PublicationDeskTest {
    private static final String PUBLISHER = "yibao-terminal";

    @TempDir
    private Path folder;

    private DeskFixture platform;
    private Validity year;

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        year = Validity.starting(platform.clock.instant(), Duration.ofDays(90));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private DirectoryOffer publish(DirectoryPart part, Map<String, Bytes> files) {
        return platform.publication.publish(part, files);
    }

    private String refusal(DirectoryPart part, Map<String, Bytes> files) {
        PublicationException refused = assertThrows(PublicationException.class, () -> publish(part, files));
        assertTrue(platform.ledger
                .inTransaction(tx -> new DirectoryVersions(tx).newest(part))
                .isEmpty());
        return String.valueOf(refused.getMessage());
    }

    /** Name and content of each entry, in order. */
    private Map<String, Bytes> entries(DirectoryOffer offer) {
        Bytes file = platform.ledger.inTransaction(
                tx -> new DirectoryVersions(tx).read(offer, 0, Math.toIntExact(offer.bytes())));
        return PublishedFile.entries(file);
    }

    private static Bytes file(Map<String, Bytes> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void firstVersionsAreTheDemosAndAreMadeOnce() {
        PublicationDesk.publishFirst(platform.ledger, platform.clock.instant());
        List<DirectoryVersions.Version> first = versions();
        platform.clock.pass(Duration.ofDays(1));
        PublicationDesk.publishFirst(platform.ledger, platform.clock.instant());

        assertEquals(first, versions());
        assertEquals(5, first.size());
        DirectoryOffer catalogue = first.get(0).offer();
        assertEquals(5, catalogue.rows());
        String text = new String(file(entries(catalogue), "catalogue.txt").toArray(), StandardCharsets.UTF_8);
        assertTrue(text.contains("DEMO-A-02\t演示阿司匹林（甲类）\t101\t01\t0\t0\t0\t2022-01-01\tnull\n"), text);
    }

    private List<DirectoryVersions.Version> versions() {
        return platform.ledger.inTransaction(tx -> new DirectoryVersions(tx).all());
    }

    @Test
    void whatWasPublishedGivesWayOnlyToWhatIsSound() {
        DirectoryOffer sound = publish(DirectoryPart.STOP_LIST, Map.of("a", bytes("")));

        assertThrows(
                PublicationException.class, () -> publish(DirectoryPart.STOP_LIST, Map.of("a", bytes("one column\n"))));

        assertEquals(
                List.of(sound),
                versions().stream().map(DirectoryVersions.Version::offer).toList());
    }

    @Test
    void policiesAreTheBundlesWithTheirPublishersSignatures() {
        Map<String, Bytes> signed = signed("jinan-in-force.yaml", PUBLISHER);

        DirectoryOffer offer = publish(DirectoryPart.POLICY_TABLES, signed);

        assertEquals(signed, entries(offer));
        assertEquals(2, offer.rows());
        assertEquals(offer, publish(DirectoryPart.POLICY_TABLES, signed));
    }

    @Test
    void policiesThatNoPublisherSignedAreRefusedByName() {
        Map<String, Bytes> signed = signed("jinan-in-force.yaml", PUBLISHER);
        Bytes bundle = file(signed, "jinan-in-force.yaml");
        Bytes signature = file(signed, "jinan-in-force.yaml.sig");

        assertEquals(
                "a.yaml: no signature beside it\nb.yaml.sig: no bundle beside it",
                refusal(DirectoryPart.POLICY_TABLES, inOrder("a.yaml", bundle, "b.yaml.sig", signature)));
        assertTrue(refusal(
                        DirectoryPart.POLICY_TABLES,
                        inOrder("a.yaml", bytes("another: file\n"), "a.yaml.sig", signature))
                .startsWith("a.yaml: "));
        assertEquals(
                "jinan-in-force.yaml: of yibao-terminal, signed by somebody",
                refusal(DirectoryPart.POLICY_TABLES, signed("jinan-in-force.yaml", "somebody")));
        assertTrue(refusal(DirectoryPart.POLICY_TABLES, inOrder("../a.yaml", bundle, "../a.yaml.sig", signature))
                .startsWith("../a.yaml: a name has"));
    }

    private Map<String, Bytes> signed(String name, String publisher) {
        try (InputStream bundle = PolicyYaml.class.getResourceAsStream("/policy/" + name)) {
            byte[] content = Objects.requireNonNull(bundle).readAllBytes();
            byte[] signature = PublisherSignature.sign(
                            content, DeskFixture.authorities().signing().issuePublisher(publisher, year))
                    .encode();
            return inOrder(name, Bytes.of(content), name + ".sig", Bytes.of(signature));
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Map<String, Bytes> inOrder(String one, Bytes first, String two, Bytes second) {
        Map<String, Bytes> files = new LinkedHashMap<>();
        files.put(one, first);
        files.put(two, second);
        return files;
    }

    @Test
    void trustIsTheNewestListsAndTheAnnouncementsOfThePlatformsAuthorities() {
        CertificateAuthority line = DeskFixture.authorities().line();
        CertificateAuthority signing = DeskFixture.authorities().signing();
        Bytes lists = Bytes.of(
                new Revocations(List.of(line.revocationList(Map.of(), year), signing.revocationList(Map.of(), year)))
                        .encodePem());
        Bytes announcement = Bytes.of(signing.announce(CertificateAuthority.createForSigning("next", year), year)
                .encodePem());

        DirectoryOffer offer = publish(DirectoryPart.TRUST, inOrder("any.pem", announcement, "lists.pem", lists));

        assertEquals(inOrder("revocations.pem", lists, "announcement-1.pem", announcement), entries(offer));
        assertEquals(
                List.of("revocations.pem", "announcement-1.pem"),
                new ArrayList<>(entries(offer).keySet()));
    }

    @Test
    void newListsStandBesideTheAnnouncementsThatWerePublished() {
        CertificateAuthority signing = DeskFixture.authorities().signing();
        Bytes lists = Bytes.of(new Revocations(List.of(signing.revocationList(Map.of(), year))).encodePem());
        Bytes announcement = Bytes.of(signing.announce(CertificateAuthority.createForSigning("next", year), year)
                .encodePem());

        DirectoryOffer alone = platform.publication.publishLists(lists);
        assertEquals(Map.of("revocations.pem", lists), entries(alone));
        publish(DirectoryPart.TRUST, Map.of("next.pem", announcement));
        DirectoryOffer both = platform.publication.publishLists(lists);

        assertEquals(inOrder("revocations.pem", lists, "announcement-1.pem", announcement), entries(both));
    }

    @Test
    void trustOfOthersIsRefusedByName() {
        CertificateAuthority stranger = CertificateAuthority.createForSigning("stranger", year);
        Bytes lists = Bytes.of(new Revocations(List.of(stranger.revocationList(Map.of(), year))).encodePem());
        Bytes announcement = Bytes.of(stranger.announce(CertificateAuthority.createForSigning("next", year), year)
                .encodePem());

        String[] faults = refusal(DirectoryPart.TRUST, inOrder("lists.pem", lists, "next.pem", announcement))
                .split("\n", -1);

        assertEquals(2, faults.length);
        assertTrue(faults[0].startsWith("lists.pem: ") && faults[1].startsWith("next.pem: "));
        refusal(DirectoryPart.TRUST, Map.of("text", bytes("no PEM")));
    }
}
