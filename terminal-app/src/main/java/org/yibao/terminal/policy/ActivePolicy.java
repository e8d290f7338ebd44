package org.yibao.terminal.policy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.terminal.api.PolicyBooks;

/**
 * The shelf as a running terminal sees it: asks which bundles are active on a day each time, so that midnight and
 * another process's activation need no restart, and keeps the books it combined. Any thread may call it.
 */
public final class ActivePolicy implements PolicyBooks {
    private static final Logger LOG = System.getLogger(ActivePolicy.class.getName());

    /** Today's, the days' around it, and those of settlements being looked at. */
    private static final int KEPT_MAX = 8;

    private final PolicyShelf shelf;
    private final Map<List<BundleVersion>, PolicyBook> kept = new LinkedHashMap<>(KEPT_MAX, 0.75f, true);

    public ActivePolicy(PolicyShelf shelf) {
        this.shelf = shelf;
    }

    /**
     * The book that is active on a day.
     *
     * @throws PolicyException POLICY_NONE_ACTIVE, or why the active bundles may not be used
     */
    public PolicyBook require(LocalDate day) {
        ShelfAct.Activate active = shelf.history()
                .activeOn(day)
                .orElseThrow(() -> new PolicyException(PolicyFault.POLICY_NONE_ACTIVE, List.of()));
        return book(active.bundles());
    }

    /** As {@link #require}; an entry in the log says why there is none. */
    @Override
    public Optional<PolicyBook> on(LocalDate day) {
        try {
            return Optional.of(require(day));
        } catch (PolicyException refused) {
            LOG.log(Level.ERROR, "no policy table may be used on " + day + ": " + refused.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<PolicyBook> of(List<PolicyReference> bundles) {
        try {
            return Optional.of(book(bundles.stream().map(BundleVersion::of).toList()));
        } catch (PolicyException | IllegalArgumentException notInstalled) {
            return Optional.empty();
        }
    }

    private synchronized PolicyBook book(List<BundleVersion> bundles) {
        PolicyBook known = kept.get(bundles);
        if (known != null) {
            return known;
        }
        PolicyBook made = shelf.book(bundles);
        kept.put(bundles, made);
        if (kept.size() > KEPT_MAX) {
            kept.remove(kept.keySet().iterator().next());
        }
        return made;
    }
}
