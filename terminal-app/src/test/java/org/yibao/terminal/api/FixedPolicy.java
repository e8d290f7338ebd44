package org.yibao.terminal.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.terminal.policy.Policies;

/** One book on every day: the bundles that come with the product, unsigned. */
record FixedPolicy(PolicyBook book) implements PolicyBooks {
    static FixedPolicy of(String... ids) {
        return new FixedPolicy(Policies.book(Policies.library(List.of()), List.of(ids)));
    }

    @Override
    public Optional<PolicyBook> on(LocalDate day) {
        return Optional.of(book);
    }

    @Override
    public Optional<PolicyBook> of(List<PolicyReference> bundles) {
        return Optional.of(book);
    }
}
