package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageIdTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 22, 12, 0, 0);
    private static final MessageId FIRST = MessageId.of("H37010200001", NOON, 'A', 0);

    @Test
    void isInstitutionTimeTerminalAndCounter() {
        assertEquals("H3701020000120261122120000A000", FIRST.value());
        assertEquals(FIRST, MessageId.parse(FIRST.value()));
        assertEquals("H37010200001", FIRST.institutionCode());
        assertEquals(NOON, FIRST.second());
        assertEquals('A', FIRST.terminal());
        assertEquals(7, MessageId.of("H37010200001", NOON, 'A', 7).counter());
    }

    @Test
    void countsWithinASecondAndTakesTheNextSecondWhenTheCounterIsUsedUp() {
        assertEquals(1, FIRST.next(NOON).counter());
        MessageId last = MessageId.of("H37010200001", NOON, 'A', MessageId.COUNTER_MAX);
        assertEquals(MessageId.of("H37010200001", NOON.plusSeconds(1), 'A', 0), last.next(NOON));
    }

    @Test
    void aClockThatJumpsAboutNeverRepeatsAnId() {
        Random random = new Random(20261122);
        Set<MessageId> given = new HashSet<>();
        MessageId id = FIRST;
        for (int i = 0; i < 20_000; i++) {
            MessageId next = id.next(NOON.plusSeconds(random.nextInt(20) - 10L));
            assertTrue(next.compareTo(id) > 0, () -> next + " is not later");
            assertTrue(given.add(next), () -> next + " was given twice");
            id = next;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "H3701020000120261122120000A00",
                "H3701020000120261122120000A0000",
                "h3701020000120261122120000A000",
                "H3701020000120261122120000a000",
                "H37010200001x0261122120000A000"
            })
    void aTextOfAnotherFormIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> MessageId.parse(text));
    }
}
