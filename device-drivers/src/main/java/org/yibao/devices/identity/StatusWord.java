package org.yibao.devices.identity;

/**
 * The three status bytes of an answer, as one number. What is not known here keeps its number.
 *
 * @param value 0 to 0xFFFFFF
 */
record StatusWord(int value) {
    static final int OK = 0x90;
    static final int CARD_FOUND = 0x9f;
    static final int NO_CARD = 0x80;

    private String meaning() {
        return switch (value) {
            case OK -> "done";
            case CARD_FOUND -> "card found";
            case 0x10 -> "the reader received a wrong checksum";
            case 0x11 -> "the reader received a wrong length";
            case 0x21 -> "unknown command";
            case 0x32, 0x33 -> "card authentication failed";
            case 0x41 -> "reading the card failed";
            case 0x60 -> "the reader's self-test failed";
            case NO_CARD -> "no card";
            case 0x81 -> "selecting the card failed";
            default -> "not in the list";
        };
    }

    /** For the technician: the number and its meaning. */
    @Override
    public String toString() {
        return String.format("%06X (%s)", value, meaning());
    }
}
