package org.yibao.terminal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.port.StoreException;

final class MaskedFormatterTest {
    @Test
    void numbersOfPersonsAndVouchersAreHiddenAndMessageIdsAreNot() {
        assertEquals("card 3701**********123X.", MaskedFormatter.masked("card 37010219900101123X."));
        assertEquals("*".repeat(28), MaskedFormatter.masked("1234567890123456789012370102"));
        String id = "H3701020000120260302090000A001";
        assertEquals(id, MaskedFormatter.masked(id));
    }

    @Test
    void anEventIsOneLineAndForeignMessagesStayOut() {
        LogRecord event = new LogRecord(Level.SEVERE, "broken\nforged line");
        event.setThrown(new StoreException("own words", new IllegalStateException("张三 secret")));
        String line = new MaskedFormatter(ZoneOffset.UTC).format(event);
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("own words"));
        assertTrue(line.contains("java.lang.IllegalStateException"));
        assertFalse(line.contains("张三"));
    }
}
