package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.policy.Structure.Scheme;

/** Finds what layers of one scheme cannot do together on some visit, though each may stand alone. */
final class LayerReview {
    private final Scheme scheme;
    private final VisitSpace space;
    private final List<PolicyDefect> defects;

    LayerReview(Scheme scheme, VisitSpace space, List<PolicyDefect> defects) {
        this.scheme = scheme;
        this.space = space;
        this.defects = defects;
    }

    void run() {
        List<Layer.Share> shares = new ArrayList<>();
        List<Layer.Increment> increments = new ArrayList<>();
        for (Layer layer : scheme.layers()) {
            if (layer instanceof Layer.Share share) {
                shares.add(share);
            } else if (layer instanceof Layer.BeyondCap beyond) {
                checkShareBefore(beyond, shares);
            } else if (layer instanceof Layer.Increment increment) {
                checkBurdenOnce(increment, increments);
                increments.add(increment);
            }
        }
    }

    /** What lies above a cap is reckoned back by the one ratio of the share before it. */
    private void checkShareBefore(Layer.BeyondCap beyond, List<Layer.Share> shares) {
        boolean open = space.any(
                List.of(scheme.when(), beyond.label().when()),
                shares.stream().map(share -> share.label().when()).toList(),
                sample -> shares.stream()
                        .filter(share -> share.label().when().holds(sample))
                        .reduce((first, last) -> last)
                        .filter(share -> share.proportion() instanceof Layer.ShareRatio)
                        .isEmpty());
        if (open) {
            Defects.add(
                    defects,
                    beyond.label().origin(),
                    "beyond-cap-without-share",
                    beyond.label().id());
        }
    }

    /** The burden of one visit adds to an accumulator once. */
    private void checkBurdenOnce(Layer.Increment increment, List<Layer.Increment> earlier) {
        boolean twice = earlier.stream()
                .filter(other -> other.accumulator().equals(increment.accumulator()))
                .anyMatch(other -> space.hasVisit(
                        scheme.when(), other.label().when(), increment.label().when()));
        if (twice) {
            Defects.add(defects, increment.label().origin(), "burden-twice", increment.accumulator(), scheme.id());
        }
    }
}
