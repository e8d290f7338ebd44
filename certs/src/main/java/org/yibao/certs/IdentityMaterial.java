package org.yibao.certs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Both key pairs with their chains, and both sets of authorities, as a terminal or a platform holds them. */
record IdentityMaterial(
        KeyStoreFile line, KeyStoreFile signing, TrustAnchors lineAnchors, TrustAnchors signingAnchors) {

    static IdentityMaterial open(IdentityFiles files, char[] passphrase) {
        return new IdentityMaterial(
                KeyStoreFile.decode(files.content(IdentityFiles.LINE_KEYS), passphrase),
                KeyStoreFile.decode(files.content(IdentityFiles.SIGNING_KEYS), passphrase),
                files.anchors(IdentityFiles.LINE_ANCHORS),
                files.anchors(IdentityFiles.SIGNING_ANCHORS));
    }

    IdentityFiles files(char[] passphrase) {
        IdentityFiles files = IdentityFiles.of(Map.of(
                IdentityFiles.LINE_KEYS, line.encode(passphrase),
                IdentityFiles.SIGNING_KEYS, signing.encode(passphrase),
                IdentityFiles.LINE_ANCHORS, lineAnchors.encodePem(),
                IdentityFiles.SIGNING_ANCHORS, signingAnchors.encodePem()));
        Revocations revocations = lineAnchors.revocations();
        return revocations.lists().isEmpty() ? files : files.with(IdentityFiles.REVOCATIONS, revocations.encodePem());
    }

    /** Of the usages given, by what stands in the certificates; says nothing of trust or instants. */
    IdentityMaterial require(CertificateUsage lineUsage, CertificateUsage signingUsage) {
        requireUsage(line.requireChain().leaf(), lineUsage);
        requireUsage(signing.requireChain().leaf(), signingUsage);
        return this;
    }

    static void requireUsage(Certificate leaf, CertificateUsage usage) {
        if (leaf.usage().filter(usage::equals).isEmpty() || Curve.of(leaf.publicKey()) != usage.curve()) {
            throw new CertificateRefusedException(CertificateFault.WRONG_USAGE, leaf + " is not for " + usage);
        }
    }

    void check(CertificateUsage lineUsage, CertificateUsage signingUsage, Instant instant) {
        lineAnchors.check(line.requireChain(), lineUsage, instant);
        signingAnchors.check(signing.requireChain(), signingUsage, instant);
    }

    /** The two own certificates, then the authorities. */
    List<CertificateStanding> standings(CertificateUsage lineUsage, CertificateUsage signingUsage, Instant instant) {
        List<CertificateStanding> standings = new ArrayList<>();
        CertificateChain lineChain = line.requireChain();
        CertificateChain signingChain = signing.requireChain();
        standings.add(CertificateStanding.of(
                lineChain.leaf(), instant, () -> lineAnchors.check(lineChain, lineUsage, instant)));
        standings.add(CertificateStanding.of(
                signingChain.leaf(), instant, () -> signingAnchors.check(signingChain, signingUsage, instant)));
        Stream.of(lineAnchors, signingAnchors)
                .flatMap(anchors -> anchors.authorities().stream())
                .map(authority -> CertificateStanding.of(authority, instant, () -> authority.requireValidAt(instant)))
                .forEach(standings::add);
        return standings;
    }

    Sm2Signer signer(Sm2UserId userId, SignatureEncoding encoding) {
        return Sm2Signer.of(sm2KeyPair(signing), userId, encoding);
    }

    static Sm2KeyPair sm2KeyPair(KeyStoreFile keyStore) {
        if (keyStore.keyPair() instanceof Sm2KeyPair keyPair) {
            return keyPair;
        }
        throw new MalformedException("the signing key is not on SM2's curve");
    }
}
