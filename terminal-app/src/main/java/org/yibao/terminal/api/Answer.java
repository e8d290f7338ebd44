package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.JsonNode;

/** What a call is answered with: a status and JSON in UTF-8. The bytes are never changed. */
@SuppressWarnings("ArrayRecordComponent") // Made once and written once; a copy of a 1 MiB answer serves nobody.
record Answer(int status, byte[] json) {
    static Answer of(int status, JsonNode body) {
        return new Answer(status, ApiJson.write(body));
    }

    static Answer ok(JsonNode body) {
        return of(HttpStatus.OK, body);
    }
}
