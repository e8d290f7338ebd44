package org.yibao.benefit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.format.QuoteService;

/** Any bytes as a quote request: a split or a refusal on one line of JSON, the same each time; nothing else. */
final class RequestFuzzTest {
    private static final QuoteService SERVICE = QuoteService.of(BuiltIn.book(BuiltIn.ALL));

    @FuzzTest
    void anyBytesAreAnswered(byte[] bytes) {
        long begun = FuzzTime.now();
        QuoteService.Answer answer = SERVICE.answer(bytes, true);
        String text = new String(answer.json(), UTF_8);
        assertTrue(text.startsWith(answer.refused() ? "{\"error\":{\"code\":\"" : "{\"setlinfo\":{"), text);
        assertEquals(-1, text.indexOf('\n'));
        assertEquals(text, new String(SERVICE.answer(bytes, true).json(), UTF_8));
        FuzzTime.assertShort(begun);
    }
}
