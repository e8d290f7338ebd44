package org.yibao.link.message;

/** The interface's yes and no: the texts {@code 1} and {@code 0}. */
public enum Flag {
    NO("0"),
    YES("1");

    private final String text;

    Flag(String text) {
        this.text = text;
    }

    public static Flag of(boolean set) {
        return set ? YES : NO;
    }

    /** @throws MessageException for any other text */
    static Flag parse(String text) {
        return switch (text) {
            case "0" -> NO;
            case "1" -> YES;
            default -> throw new MessageException("a flag is 0 or 1");
        };
    }

    public String text() {
        return text;
    }

    public boolean isSet() {
        return this == YES;
    }
}
