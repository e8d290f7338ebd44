package org.yibao.terminal.command;

import org.yibao.benefit.PolicyReference;
import org.yibao.terminal.text.Sentences;

/** How policy tables are named to a technician. */
final class PolicyTexts {
    private PolicyTexts() {}

    static String status(PolicyReference.Status status) {
        return Sentences.of("policy.status." + status.name());
    }
}
