package org.yibao.link.testing;

/** What a line does to frames and connections. */
public enum LineFault {
    /** A frame never comes. */
    LOST,
    /** It comes twice. */
    DOUBLED,
    /** A bit of it comes changed. */
    CHANGED,
    /** It comes seconds late, and all that follow it. */
    LATE,
    /** From here on nothing comes, and neither end hears of it. */
    SWALLOWED,
    /** The connection breaks; each end hears of that later, or never. */
    TORN
}
