package org.yibao.benefit.policy;

import java.util.List;
import java.util.stream.Stream;
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
        for (int index = 0; index < scheme.layers().size(); index++) {
            Layer layer = scheme.layers().get(index);
            List<Layer> earlier = scheme.layers().subList(0, index);
            if (layer instanceof Layer.BeyondCap beyond) {
                checkShareBefore(beyond, earlier);
            } else if (layer instanceof Layer.Increment increment) {
                checkBurdenOnce(increment, earlier);
            }
        }
    }

    /** What lies above a cap is reckoned back by the one ratio of the share before it. */
    private void checkShareBefore(Layer.BeyondCap beyond, List<Layer> earlier) {
        List<Layer.Share> shares = of(earlier, Layer.Share.class).toList();
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
    private void checkBurdenOnce(Layer.Increment increment, List<Layer> earlier) {
        boolean twice = of(earlier, Layer.Increment.class)
                .filter(other -> other.accumulator().equals(increment.accumulator()))
                .anyMatch(other -> space.hasVisit(
                        scheme.when(), other.label().when(), increment.label().when()));
        if (twice) {
            Defects.add(defects, increment.label().origin(), "burden-twice", increment.accumulator(), scheme.id());
        }
    }

    private static <T extends Layer> Stream<T> of(List<Layer> layers, Class<T> kind) {
        return layers.stream().filter(kind::isInstance).map(kind::cast);
    }
}
