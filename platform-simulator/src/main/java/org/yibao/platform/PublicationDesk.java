package org.yibao.platform;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yibao.certs.Authorities;
import org.yibao.certs.Sm3;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.platform.directory.PublishedFile;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;

/** Where the directory's versions are published, each checked whole before. Any thread may ask. */
public final class PublicationDesk {
    /** Digits of the digest that name a version: as many as nobody makes two files for. */
    private static final int VERSION_DIGITS = 32;

    /** What a platform without any directory publishes at its start: the demo's, and that nobody is stopped. */
    private static final Map<DirectoryPart, String> FIRST = Map.of(
            DirectoryPart.CATALOGUE, "catalogue.txt",
            DirectoryPart.PRICE_CEILINGS, "ceilings.txt",
            DirectoryPart.SELF_PAY_RATIOS, "ratios.txt",
            DirectoryPart.DICTIONARY, "dictionary.txt",
            DirectoryPart.STOP_LIST, "stopped.txt");

    private final LedgerDatabase ledger;
    private final Authorities authorities;
    private final InstantSource clock;

    PublicationDesk(LedgerDatabase ledger, Authorities authorities, InstantSource clock) {
        this.ledger = ledger;
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * Publishes the newest version of a part; equal content is the version it was before.
     *
     * @param files what {@link PublishedFile} reads of this part, by name
     * @throws org.yibao.platform.directory.PublicationException with all faults, by file and line; then nothing is
     *     published
     */
    public DirectoryOffer publish(DirectoryPart part, Map<String, Bytes> files) {
        Instant now = clock.instant();
        PublishedFile file = checked(part, files, now);
        return ledger.inTransaction(tx -> publish(new DirectoryVersions(tx), file, now));
    }

    /**
     * Publishes revocation lists beside the announcements that the newest version has.
     *
     * @param pem of the platform's authorities
     */
    public DirectoryOffer publishLists(Bytes pem) {
        Map<String, Bytes> files = new LinkedHashMap<>();
        ledger.inTransaction(tx -> new DirectoryVersions(tx)
                        .newest(DirectoryPart.TRUST)
                        .map(newest -> new DirectoryVersions(tx)
                                .read(
                                        newest.offer(),
                                        0,
                                        Math.toIntExact(newest.offer().bytes()))))
                .map(PublishedFile::entries)
                .ifPresent(files::putAll);
        files.put(PublishedFile.REVOCATIONS, pem);
        return publish(DirectoryPart.TRUST, files);
    }

    private PublishedFile checked(DirectoryPart part, Map<String, Bytes> files, Instant now) {
        TrustAnchors signing = authorities.signing().anchors();
        return switch (part) {
            case CATALOGUE, PRICE_CEILINGS, SELF_PAY_RATIOS, DICTIONARY, STOP_LIST -> PublishedFile.ofRows(part, files);
            case POLICY_TABLES -> PublishedFile.ofPolicies(files, signing, now);
            case TRUST ->
                PublishedFile.ofTrust(
                        files,
                        List.of(
                                authorities.line().anchors(),
                                authorities.lineSm().anchors(),
                                signing),
                        now);
        };
    }

    /** Publishes the first version of each part that has none and of which the demo has one. */
    static void publishFirst(LedgerDatabase ledger, Instant now) {
        ledger.run(tx -> {
            DirectoryVersions versions = new DirectoryVersions(tx);
            for (DirectoryPart part : DirectoryPart.values()) {
                String resource = FIRST.get(part);
                if (resource != null && versions.newest(part).isEmpty()) {
                    Map<String, Bytes> files = Map.of(resource, resource(resource));
                    publish(versions, PublishedFile.ofRows(part, files), now);
                }
            }
        });
    }

    private static Bytes resource(String name) {
        try (InputStream text = PublishedFile.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new PlatformException(name + " is missing");
            }
            return Bytes.of(text.readAllBytes());
        } catch (IOException e) {
            throw new PlatformException(name + " cannot be read", e);
        }
    }

    private static DirectoryOffer publish(DirectoryVersions versions, PublishedFile file, Instant now) {
        DirectoryOffer offer = offer(file);
        versions.forget(now.minus(DirectoryDesk.KEPT));
        versions.publish(offer, file.packed(), now);
        return offer;
    }

    /** The name of a version is its content's: whoever has the same file has the same version. */
    static DirectoryOffer offer(PublishedFile file) {
        String digest = Sm3.digest(file.packed().toArray()).hex();
        String version = digest.substring(0, VERSION_DIGITS);
        String infno = DirectoryMapper.asks(file.part()).infno();
        return new DirectoryOffer(
                file.part(),
                infno + "-" + version,
                infno + ".zip",
                version,
                file.rows(),
                file.packed().length(),
                digest);
    }
}
