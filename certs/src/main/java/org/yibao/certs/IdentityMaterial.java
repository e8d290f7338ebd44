package org.yibao.certs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key pairs with their chains, and the sets of authorities, as a terminal or a platform holds them.
 *
 * @param line on P-256
 * @param lineSm on SM2's curve; an identity of the earlier form has none
 */
record IdentityMaterial(LineKeys line, Optional<LineKeys> lineSm, KeyStoreFile signing, TrustAnchors signingAnchors) {

    IdentityMaterial {
        boolean onTheirCurves =
                line.curve() == Curve.P256 && lineSm.map(LineKeys::curve).orElse(Curve.SM2) == Curve.SM2;
        if (!onTheirCurves) {
            throw new CertificateRefusedException(
                    CertificateFault.WRONG_USAGE, "a key of the line is not on its curve");
        }
    }

    static IdentityMaterial open(IdentityFiles files, char[] passphrase) {
        boolean sm = files.has(IdentityFiles.LINE_SM_KEYS) || files.has(IdentityFiles.LINE_SM_ANCHORS);
        return new IdentityMaterial(
                LineKeys.open(files, IdentityFiles.LINE_KEYS, IdentityFiles.LINE_ANCHORS, passphrase),
                sm
                        ? Optional.of(LineKeys.open(
                                files, IdentityFiles.LINE_SM_KEYS, IdentityFiles.LINE_SM_ANCHORS, passphrase))
                        : Optional.empty(),
                KeyStoreFile.decode(files.content(IdentityFiles.SIGNING_KEYS), passphrase),
                files.anchors(IdentityFiles.SIGNING_ANCHORS));
    }

    IdentityFiles files(char[] passphrase) {
        Map<String, byte[]> contents = new HashMap<>();
        contents.put(IdentityFiles.LINE_KEYS, line.keyStore().encode(passphrase));
        contents.put(IdentityFiles.LINE_ANCHORS, line.anchors().encodePem());
        lineSm.ifPresent(keys -> {
            contents.put(IdentityFiles.LINE_SM_KEYS, keys.keyStore().encode(passphrase));
            contents.put(IdentityFiles.LINE_SM_ANCHORS, keys.anchors().encodePem());
        });
        contents.put(IdentityFiles.SIGNING_KEYS, signing.encode(passphrase));
        contents.put(IdentityFiles.SIGNING_ANCHORS, signingAnchors.encodePem());
        // Every set of authorities carries the same lists.
        Revocations revocations = signingAnchors.revocations();
        if (!revocations.lists().isEmpty()) {
            contents.put(IdentityFiles.REVOCATIONS, revocations.encodePem());
        }
        return IdentityFiles.of(contents);
    }

    /** With other keys and chains under the same authorities; where there is none for the SM line, it stays so. */
    IdentityMaterial renewed(KeyStoreFile lineKeys, KeyStoreFile lineSmKeys, KeyStoreFile signingKeys) {
        return new IdentityMaterial(
                new LineKeys(lineKeys, line.anchors()),
                lineSm.map(present -> new LineKeys(lineSmKeys, present.anchors())),
                signingKeys,
                signingAnchors);
    }

    /** With the authorities and lists of these files. */
    IdentityMaterial trusting(IdentityFiles files) {
        return new IdentityMaterial(
                new LineKeys(line.keyStore(), files.anchors(IdentityFiles.LINE_ANCHORS)),
                lineSm.map(present -> new LineKeys(present.keyStore(), files.anchors(IdentityFiles.LINE_SM_ANCHORS))),
                signing,
                files.anchors(IdentityFiles.SIGNING_ANCHORS));
    }

    /** One on each curve at most. */
    List<LineKeys> lines() {
        return Stream.concat(Stream.of(line), lineSm.stream()).toList();
    }

    /** Of the usages given, by what stands in the certificates; says nothing of trust or instants. */
    IdentityMaterial require(CertificateUsage lineUsage, CertificateUsage signingUsage) {
        lines().forEach(keys -> requireUsage(keys.leaf(), lineUsage));
        requireUsage(signing.requireChain().leaf(), signingUsage);
        return this;
    }

    static void requireUsage(Certificate leaf, CertificateUsage usage) {
        if (leaf.usage().filter(usage::equals).isEmpty() || !usage.runsOn(Curve.of(leaf.publicKey()))) {
            throw new CertificateRefusedException(CertificateFault.WRONG_USAGE, leaf + " is not for " + usage);
        }
    }

    void check(CertificateUsage lineUsage, CertificateUsage signingUsage, Instant instant) {
        for (LineKeys keys : lines()) {
            keys.anchors().check(keys.keyStore().requireChain(), lineUsage, instant);
        }
        signingAnchors.check(signing.requireChain(), signingUsage, instant);
    }

    /** The own certificates, those of the line first, then the authorities in the same order. */
    List<CertificateStanding> standings(CertificateUsage lineUsage, CertificateUsage signingUsage, Instant instant) {
        List<CertificateStanding> standings = new ArrayList<>();
        for (LineKeys keys : lines()) {
            standings.add(standing(keys.anchors(), keys.keyStore().requireChain(), lineUsage, instant));
        }
        standings.add(standing(signingAnchors, signing.requireChain(), signingUsage, instant));
        Stream.concat(lines().stream().map(LineKeys::anchors), Stream.of(signingAnchors))
                .flatMap(anchors -> anchors.authorities().stream())
                .map(authority -> CertificateStanding.of(authority, instant, () -> authority.requireValidAt(instant)))
                .forEach(standings::add);
        return standings;
    }

    private static CertificateStanding standing(
            TrustAnchors anchors, CertificateChain chain, CertificateUsage usage, Instant instant) {
        return CertificateStanding.of(chain.leaf(), instant, () -> anchors.check(chain, usage, instant));
    }

    Sm2Signer signer(Sm2UserId userId, SignatureEncoding encoding) {
        return Sm2Signer.of(sm2KeyPair(signing), userId, encoding);
    }

    static Sm2KeyPair sm2KeyPair(KeyStoreFile keyStore) {
        if (keyStore.keyPair() instanceof Sm2KeyPair keyPair) {
            return keyPair;
        }
        throw new MalformedException("the key is not on SM2's curve");
    }
}
