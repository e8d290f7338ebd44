package org.yibao.terminal.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.PublisherSignature;
import org.yibao.certs.SignatureRefusedException;
import org.yibao.certs.TrustAnchors;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;

/** The signature file beside a bundle: the bundle's name and {@code .sig}. */
public final class BundleSignature {
    public static final String SUFFIX = ".sig";

    private BundleSignature() {}

    /**
     * Signs a bundle that can be read and names the publisher whose key this is.
     *
     * @return the bytes of the signature file
     * @throws PolicyException POLICY_INVALID, POLICY_PUBLISHER_OTHER
     */
    public static byte[] sign(BundleFile file, KeyStoreFile publisher) {
        PublisherSignature signature = PublisherSignature.sign(file.content(), publisher);
        requirePublisher(file, file.read(), signature);
        return signature.encode();
    }

    /** @throws PolicyException POLICY_SIGNATURE_MISSING when there is no such file, POLICY_UNREADABLE */
    public static byte[] load(Path bundle) {
        Path file = bundle.resolveSibling(bundle.getFileName() + SUFFIX);
        if (!Files.exists(file)) {
            throw new PolicyException(PolicyFault.POLICY_SIGNATURE_MISSING, List.of(file.toString()));
        }
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(PublisherSignature.TEXT_MAX_BYTES + 1);
        } catch (IOException unreadable) {
            throw new PolicyException(
                    PolicyFault.POLICY_UNREADABLE, List.of(file + " " + Machine.reason(unreadable)), unreadable);
        }
    }

    /**
     * Reads a bundle that a trusted publisher signed.
     *
     * @param instant at which the publisher's certificate must be valid
     * @throws PolicyException with the first fault: signature, then the bundle's defects, then its publisher
     */
    static PolicyBundle check(BundleFile file, byte[] signature, TrustAnchors publishers, Instant instant) {
        try {
            PublisherSignature read = PublisherSignature.decode(signature);
            read.check(file.content(), publishers, instant);
            PolicyBundle bundle = file.read();
            requirePublisher(file, bundle, read);
            return bundle;
        } catch (SignatureRefusedException refused) {
            throw new PolicyException(PolicyFault.of(refused.fault()), List.of(file.name()), refused);
        }
    }

    private static void requirePublisher(BundleFile file, PolicyBundle bundle, PublisherSignature signature) {
        if (!bundle.publisher().equals(signature.publisher())) {
            throw new PolicyException(
                    PolicyFault.POLICY_PUBLISHER_OTHER,
                    List.of(Sentences.of(
                            "policy.publisher-other", file.name(), bundle.publisher(), signature.publisher())));
        }
    }
}
