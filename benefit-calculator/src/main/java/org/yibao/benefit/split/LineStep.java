package org.yibao.benefit.split;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Structure.LineRule;

/**
 * How one bill line was taken apart.
 *
 * @param rule the rule that gave the first self-pay; null when the line brought its own or needs none
 * @param selfpay the parameter of that rule; null when it has none
 * @param preself first self-pay without the part out of area
 * @param outOfArea the parameter of the first self-pay out of area; null when none is due
 * @param away first self-pay out of area
 * @param split the answer's row; its first self-pay is {@code preself + away}
 */
public record LineStep(
        FeeLine line,
        @Nullable LineRule rule,
        @Nullable Found selfpay,
        Amount preself,
        @Nullable Found outOfArea,
        Amount away,
        LineSplit split) {

    /** The dated parameters it used, in the order in which it used them. */
    public List<Found> parameters() {
        List<Found> used = new ArrayList<>();
        if (selfpay != null) {
            used.add(selfpay);
        }
        if (outOfArea != null) {
            used.add(outOfArea);
        }
        return used;
    }
}
