package org.yibao.benefit.format;

/** A bundle file as it lies on disk, not yet read. */
public final class PolicyFile {
    private final String name;
    private final byte[] text;
    private final String digest;

    private PolicyFile(String name, byte[] text, String digest) {
        this.name = name;
        this.text = text.clone();
        this.digest = digest;
    }

    /**
     * @param name as it is told in defects
     * @param text UTF-8, at most 1 MiB
     * @param digest {@code sm3:} and 64 hexadecimal digits over {@code text}
     */
    public static PolicyFile of(String name, byte[] text, String digest) {
        return new PolicyFile(name, text, digest);
    }

    String name() {
        return name;
    }

    byte[] text() {
        return text.clone();
    }

    String digest() {
        return digest;
    }
}
