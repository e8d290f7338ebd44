package org.yibao.emulators;

/** What an emulated identity-card reader does wrong. */
public enum ReaderFault {
    NONE,
    /** The answer with the card's data ends in the middle. */
    CUT_MID_FRAME,
    /** One byte of the card's data is wrong, the checksum is that of the right one. */
    FLIPPED_BYTE,
    /** A byte is inserted into the card's data and a later one left out; length and checksum agree. */
    SHIFTED_BYTES,
    /** No answer at all. */
    SILENT,
    /** Right answers, a few bytes at a time. */
    SLOW
}
