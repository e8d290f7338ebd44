package org.yibao.link.message;

import org.jspecify.annotations.Nullable;

/** The input of a message that moves money: a record of the terminal's journal holds it. */
public sealed interface MoneyInput extends RequestInput permits SettleInput, VoidInput, ReversalInput {
    /** The record's place; null in a message of the time before places were named. */
    @Nullable
    PlaceNode jrnlinfo();
}
