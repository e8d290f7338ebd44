package org.yibao.settlement;

/** What the counter was told of a settlement; made durable before the counter hears it. */
public enum Told {
    /** Nothing yet: the till's call is still open, or the terminal died before it could answer. */
    NOTHING,
    /** The platform split otherwise than the till had confirmed: it confirms or voids before taking money. */
    DIFFERENCE,
    /** Sold, final. */
    DONE,
    /** Sold, provisional: the platform's word is still to come. */
    PROVISIONAL,
    /** Not sold: take no money. */
    NOT_MADE
}
