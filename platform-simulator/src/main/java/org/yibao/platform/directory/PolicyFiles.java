package org.yibao.platform.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.certs.PublisherSignature;
import org.yibao.certs.SignatureRefusedException;
import org.yibao.certs.Sm3;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.Bytes;

/** Policy bundles, each with its publisher's signature beside it. */
final class PolicyFiles {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    private PolicyFiles() {}

    /** @throws PublicationException with all faults */
    static PublishedFile.Entries read(Map<String, Bytes> files, TrustAnchors publishers, Instant now) {
        List<String> faults = new ArrayList<>();
        for (String name : files.keySet()) {
            if (!NAME.matcher(name).matches()) {
                faults.add(name + ": a name has 1 to 100 letters, digits, points, underlines, hyphens");
            }
        }
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            if (!file.getKey().endsWith(PublishedFile.SIGNATURE_SUFFIX)) {
                Bytes signature = files.get(file.getKey() + PublishedFile.SIGNATURE_SUFFIX);
                faults.addAll(
                        signature == null
                                ? List.of(file.getKey() + ": no signature beside it")
                                : faults(file.getKey(), file.getValue(), signature, publishers, now));
            } else if (!files.containsKey(bundle(file.getKey()))) {
                faults.add(file.getKey() + ": no bundle beside it");
            }
        }
        if (!faults.isEmpty()) {
            throw new PublicationException(faults);
        }
        return new PublishedFile.Entries(files.size(), new TreeMap<>(files));
    }

    private static String bundle(String signature) {
        return signature.substring(0, signature.length() - PublishedFile.SIGNATURE_SUFFIX.length());
    }

    private static List<String> faults(
            String name, Bytes content, Bytes signature, TrustAnchors publishers, Instant now) {
        byte[] bytes = content.toArray();
        try {
            PublisherSignature read = PublisherSignature.decode(signature.toArray());
            read.check(bytes, publishers, now);
            PolicyBundle bundle = PolicyYaml.read(name, bytes, Sm3.digest(bytes).toString());
            return bundle.publisher().equals(read.publisher())
                    ? List.of()
                    : List.of(name + ": of " + bundle.publisher() + ", signed by " + read.publisher());
        } catch (SignatureRefusedException refused) {
            return List.of(name + ": " + refused.getMessage());
        } catch (InvalidPolicyException invalid) {
            return List.of(String.valueOf(invalid.getMessage()));
        }
    }
}
