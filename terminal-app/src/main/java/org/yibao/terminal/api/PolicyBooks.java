package org.yibao.terminal.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBook;

/** The combined policy tables that settle. Any thread may ask, often: books are kept. */
public interface PolicyBooks {
    /** The book that is active on a business day; empty when none may be used. */
    Optional<PolicyBook> on(LocalDate day);

    /** The book of exactly these bundles, as a settlement names them; empty when they are no longer at hand. */
    Optional<PolicyBook> of(List<PolicyReference> bundles);
}
