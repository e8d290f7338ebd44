package org.yibao.benefit.policy;

/**
 * One fault of a bundle.
 *
 * @param sentence what is wrong, in Chinese, for the technician
 */
public record PolicyDefect(Origin origin, String sentence) {
    @Override
    public String toString() {
        return origin + ": " + sentence;
    }
}
