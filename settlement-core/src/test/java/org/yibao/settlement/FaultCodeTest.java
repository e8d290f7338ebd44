package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultCodeTest {
    @ParameterizedTest
    @EnumSource
    void everyCodeHasOneChineseSentence(FaultCode code) {
        String sentence = code.sentence();
        assertTrue(sentence.matches("[\\p{IsHan}].*。"), sentence);
    }
}
