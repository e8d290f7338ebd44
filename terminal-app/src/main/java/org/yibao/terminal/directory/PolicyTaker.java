package org.yibao.terminal.directory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.port.StoreException;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.BundleSignature;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.policy.PolicyFault;
import org.yibao.terminal.policy.PolicyShelf;

/** Installs the platform's policy bundles as {@code policy install} does; a technician activates them. */
public final class PolicyTaker implements Consumer<List<PackedFile>> {
    /** Who installed, in the shelf's log. */
    public static final String BY = "platform";

    private static final Logger LOG = System.getLogger(PolicyTaker.class.getName());

    private final Supplier<PolicyShelf> shelf;
    private final InstantSource clock;

    /** @param shelf with the authorities that count now */
    public PolicyTaker(Supplier<PolicyShelf> shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    /** Checks all bundles before it installs the first; one that is installed already stays. */
    @Override
    public void accept(List<PackedFile> files) {
        Map<String, Bytes> byName = files.stream()
                .collect(Collectors.toMap(
                        PackedFile::name, PackedFile::content, (one, other) -> other, LinkedHashMap::new));
        List<String> bundles = byName.keySet().stream()
                .filter(name -> !name.endsWith(BundleSignature.SUFFIX))
                .toList();
        for (String name : byName.keySet()) {
            boolean signature = name.endsWith(BundleSignature.SUFFIX);
            String other = signature
                    ? name.substring(0, name.length() - BundleSignature.SUFFIX.length())
                    : name + BundleSignature.SUFFIX;
            if (!byName.containsKey(other)) {
                throw new PartFileException(name + " stands without " + other);
            }
        }
        try {
            PolicyShelf open = shelf.get();
            bundles.forEach(name -> open.check(bundle(byName, name), signature(byName, name), clock.instant()));
            bundles.forEach(name -> install(open, bundle(byName, name), signature(byName, name)));
        } catch (PolicyException refused) {
            throw told(refused);
        }
    }

    private void install(PolicyShelf open, BundleFile file, byte[] signature) {
        PolicyShelf.Installed installed = open.install(file, signature, BY, clock.instant());
        if (!installed.already()) {
            LOG.log(
                    Level.INFO,
                    "policy table {0} is installed and waits",
                    installed.version().name());
        }
    }

    /** A shelf that cannot be written says nothing of the bundles. */
    private static RuntimeException told(PolicyException refused) {
        String reason = String.valueOf(refused.getMessage());
        boolean disk = refused.fault() == PolicyFault.POLICY_SHELF_UNUSABLE
                || refused.fault() == PolicyFault.POLICY_LOG_DAMAGED
                || refused.fault() == PolicyFault.POLICY_PUBLISHERS_UNUSABLE;
        return disk ? new StoreException(reason, refused) : new PartFileException(reason);
    }

    private static BundleFile bundle(Map<String, Bytes> files, String name) {
        return BundleFile.of(name, content(files, name));
    }

    private static byte[] signature(Map<String, Bytes> files, String name) {
        return content(files, name + BundleSignature.SUFFIX);
    }

    private static byte[] content(Map<String, Bytes> files, String name) {
        Bytes content = files.get(name);
        if (content == null) {
            throw new PartFileException("there is no " + name);
        }
        return content.toArray();
    }
}
