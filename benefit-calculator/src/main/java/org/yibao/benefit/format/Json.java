package org.yibao.benefit.format;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JSON value as it was written: numbers stay text, repeated keys are remembered. */
sealed interface Json {

    /**
     * @param fields the first value of each key, in order
     * @param repeated the keys given more than once
     */
    record Obj(Map<String, Json> fields, Set<String> repeated) implements Json {}

    record Arr(List<Json> items) implements Json {}

    record Text(String value) implements Json {}

    /** @param literal such as {@code 12.30} or {@code 1e3} */
    record Num(String literal) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}
}
