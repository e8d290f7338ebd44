package org.yibao.settlement;

import java.util.Arrays;

/** Immutable bytes that compare by content; their text shows only their number. */
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Keeps a copy. */
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** A copy. */
    public byte[] toArray() {
        return content.clone();
    }

    public int length() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
