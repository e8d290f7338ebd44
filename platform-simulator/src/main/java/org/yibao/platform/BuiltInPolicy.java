package org.yibao.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.certs.Sm3;

/** The policy bundles that come with the calculator, combined as the platform's settings name them. */
final class BuiltInPolicy {
    private BuiltInPolicy() {}

    /** @throws PlatformException when an id is unknown */
    static PolicyBook book(List<String> ids) {
        List<PolicyBundle> bundles = new ArrayList<>();
        for (String resource : PolicyYaml.BUILT_IN) {
            byte[] text = read(resource);
            String digest = "sm3:" + Sm3.digest(text).hex();
            bundles.add(PolicyYaml.read(resource, text, digest));
        }
        PolicyLibrary.Selection selection = PolicyLibrary.of(bundles).book(ids);
        if (selection instanceof PolicyLibrary.Combined combined) {
            return combined.book();
        }
        throw new PlatformException(
                ((PolicyLibrary.Unknown) selection).refusal().message());
    }

    private static byte[] read(String resource) {
        try (InputStream bundle = PolicyYaml.class.getResourceAsStream(resource)) {
            if (bundle == null) {
                throw new PlatformException(resource + " is missing");
            }
            return bundle.readAllBytes();
        } catch (IOException e) {
            throw new PlatformException(resource + " cannot be read", e);
        }
    }
}
