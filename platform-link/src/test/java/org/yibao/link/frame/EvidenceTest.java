package org.yibao.link.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Bytes;

class EvidenceTest {
    private static final SignedJson ANSWER = new SignedJson(
            Bytes.of("{}".getBytes(StandardCharsets.UTF_8)), Bytes.of(new byte[32]), Bytes.of(new byte[64]));

    @Test
    void isReadAsItWasKeptAlsoByAProgramThatKeptTheAnswerAlone() {
        Evidence whole = new Evidence(ANSWER, List.of(Bytes.of(new byte[] {1}), Bytes.of(new byte[] {2, 3})));
        assertEquals(whole, Evidence.decode(whole.encode()));
        assertEquals(new Evidence(ANSWER, List.of()), Evidence.decode(ANSWER.encode()));
        byte[] kept = whole.encode().toArray();
        assertThrows(FrameException.class, () -> Evidence.decode(Bytes.of(Arrays.copyOf(kept, kept.length - 1))));
    }
}
