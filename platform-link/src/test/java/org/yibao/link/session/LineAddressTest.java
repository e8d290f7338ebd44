package org.yibao.link.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"platform.example:1", "10.0.0.2:65535", "[::1]:7443"})
    void anAddressIsPrintedAsItWasRead(String text) {
        assertEquals(text, LineAddress.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a:", ":1", "a:0", "a:65536", "a:x", "a:1:2", "::1:7443", "[::1]", "[a]:1", "a b:1"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), LineAddress.parse(text));
    }
}
