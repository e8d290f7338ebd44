package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SettlementStateTest {
    /** A void, or the reversal of what was refused, may still wait for the platform, and be handed over. */
    private static final Set<SettlementState> ENDS =
            EnumSet.of(SettlementState.REVERSED, SettlementState.REJECTED, SettlementState.HANDED_OVER);

    @Test
    void noStateIsEverReachedAgain() {
        for (SettlementState state : SettlementState.values()) {
            assertFalse(reachable(state).contains(state), () -> state + " can come back");
        }
    }

    @Test
    void whatIsOverStaysOver() {
        for (SettlementState state : SettlementState.values()) {
            boolean over = EnumSet.allOf(SettlementState.class).stream().noneMatch(state::mayBecome);
            assertEquals(ENDS.contains(state), over, state::name);
        }
    }

    private static Set<SettlementState> reachable(SettlementState from) {
        Set<SettlementState> found = EnumSet.noneOf(SettlementState.class);
        for (SettlementState next : SettlementState.values()) {
            if (from.mayBecome(next)) {
                found.add(next);
                found.addAll(reachable(next));
            }
        }
        return found;
    }
}
