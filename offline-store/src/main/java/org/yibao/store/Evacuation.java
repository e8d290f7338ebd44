package org.yibao.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;

/**
 * What one terminal hands over to another: every settlement of which something waited, as it stood.
 *
 * @param from name of the terminal that sold
 * @param to name of the one that may take it
 * @param number counted by the terminal that hands over, from 1
 */
record Evacuation(String from, String to, long number, List<Handed> settlements) {
    Evacuation {
        settlements = List.copyOf(settlements);
    }

    /** @param person as the selling terminal knew them, null when it knew nothing more */
    record Handed(
            Settlement settlement,
            List<Waiting> messages,
            @Nullable PersonSnapshot person) {
        Handed {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A message in its place.
     *
     * @param setAside whether an operator must release it first, and {@code fault} why
     */
    record Waiting(SignedMessage message, boolean setAside, String fault) {}

    int messages() {
        return settlements.stream().mapToInt(handed -> handed.messages().size()).sum();
    }
}
