package org.yibao.emulators;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NeedsPseudoTerminalsTest {
    @Test
    void missingTerminalsSkipAtHomeAndFailUnderContinuousIntegration() {
        assertTrue(NeedsPseudoTerminals.Condition.decide(false, false).isDisabled());
        assertThrows(IllegalStateException.class, () -> NeedsPseudoTerminals.Condition.decide(false, true));
        assertFalse(NeedsPseudoTerminals.Condition.decide(true, true).isDisabled());
    }
}
