package org.yibao.link.message;

import org.jspecify.annotations.Nullable;

/**
 * 2103 and 2208.
 *
 * @param jrnlinfo the record's place in the terminal's journal; not in the national interface
 */
public record VoidInput(Target data, @Nullable PlaceNode jrnlinfo) implements MoneyInput {
    /**
     * @param setlId empty when the settlement's answer never came
     * @param omsgid message id of the settlement; not in the national node
     */
    public record Target(String setlId, String mdtrtId, String psnNo, String omsgid) {}
}
