package org.yibao.terminal.command;

import java.util.List;
import java.util.stream.Collectors;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.terminal.policy.BundleVersion;
import org.yibao.terminal.policy.ShelfAct;
import org.yibao.terminal.text.Sentences;

/** How policy tables are named to a technician. */
final class PolicyTexts {
    private PolicyTexts() {}

    static String status(PolicyReference.Status status) {
        return Sentences.of("policy.status." + status.name());
    }

    /** {@code id@version（status）} of each, in order. */
    static String named(List<PolicyBundle> bundles) {
        return bundles.stream()
                .map(bundle -> Sentences.of(
                        "policy.named",
                        bundle.id() + "@" + bundle.reference().version(),
                        status(bundle.reference().status())))
                .collect(Collectors.joining(Sentences.of("policy.and")));
    }

    /** {@code id@version} of each, in order. */
    static String named(ShelfAct act) {
        return act.bundles().isEmpty()
                ? Sentences.of("policy.no-table")
                : act.bundles().stream()
                        .map(BundleVersion::name)
                        .collect(Collectors.joining(Sentences.of("policy.and")));
    }
}
