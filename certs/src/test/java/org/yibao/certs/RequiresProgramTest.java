package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RequiresProgramTest {
    @Test
    void missingProgramSkipsAtADeskAndRunsIntoFailureInContinuousIntegration() {
        assertTrue(RequiresProgram.Condition.judge("openssl", false, false).isDisabled());
        assertFalse(RequiresProgram.Condition.judge("openssl", false, true).isDisabled());
        assertFalse(RequiresProgram.Condition.judge("openssl", true, false).isDisabled());
        assertFalse(RequiresProgram.Condition.judge("openssl", true, true).isDisabled());
    }
}
