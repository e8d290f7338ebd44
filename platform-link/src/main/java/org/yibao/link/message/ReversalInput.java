package org.yibao.link.message;

import org.jspecify.annotations.Nullable;

/**
 * 2601.
 *
 * @param jrnlinfo the record's place in the terminal's journal; not in the national interface
 */
public record ReversalInput(Target data, @Nullable PlaceNode jrnlinfo) implements MoneyInput {
    /**
     * @param omsgid message id of the settlement to undo or bar
     * @param oinfno its transaction number
     * @param odigest {@code sm3:} digest of its JSON bytes: nothing else under the id is undone; null in a message from
     *     before it was sent
     */
    public record Target(
            String psnNo,
            String omsgid,
            String oinfno,
            @Nullable String odigest) {}
}
