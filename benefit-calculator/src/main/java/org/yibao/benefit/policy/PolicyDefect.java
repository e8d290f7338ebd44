package org.yibao.benefit.policy;

import org.yibao.benefit.Texts;

/**
 * One fault of a bundle.
 *
 * @param code its kind, such as {@code overlap}; stable
 * @param sentence what is wrong, in Chinese, for the technician
 */
public record PolicyDefect(Origin origin, String code, String sentence) {
    /** Most defects told of one bundle or combination; a text that is no bundle at all has one in every line. */
    public static final int COUNT_MAX = 500;

    /** Words a defect from the resource bundle. */
    public static PolicyDefect of(Origin origin, String code, String... arguments) {
        return new PolicyDefect(origin, code, Texts.of("defect." + code, arguments));
    }

    @Override
    public String toString() {
        return origin + ": " + sentence;
    }
}
