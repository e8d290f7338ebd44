package org.yibao.benefit;

/**
 * Names the exact policy bundle a split was computed with.
 *
 * @param digest {@code sm3:} and 64 hexadecimal digits over the bundle's bytes
 */
public record PolicyReference(String id, String version, Status status, String digest) {
    public enum Status {
        IN_FORCE,
        DRAFT,
        DEMO
    }
}
