package org.yibao.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.port.StoreException;

/** Version 1 of the kept form: brings a document of it to version 2 by naming as absent what it did not keep. */
final class VersionOne {
    static final int NUMBER = 1;

    private VersionOne() {}

    /** @throws StoreException when the document holds what version 1 did not have */
    static void complete(ObjectNode content, Class<?> type) {
        lack(content.get("sale"), "certificate");
        lack(content.get("cancellation"), "bodyDigest");
        if (type == Settlement.class) {
            lack(content, "confirmation");
        }
        if (type == Step.Answered.class) {
            lack(content, "after");
        }
    }

    private static void lack(JsonNode owner, String component) {
        if (!(owner instanceof ObjectNode object)) {
            return;
        }
        if (object.has(component)) {
            throw new StoreException("kept in version 1 with a component of version 2: " + component);
        }
        object.putNull(component);
    }
}
