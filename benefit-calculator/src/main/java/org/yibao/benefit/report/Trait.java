package org.yibao.benefit.report;

/**
 * One thing to say of a part of the structure.
 *
 * @param name what it is about, in words
 * @param identity equal for two books when nothing a calculation could see differs
 * @param words how a person reads it
 * @param textOnly whether no calculation reads it
 */
record Trait(String name, String identity, String words, boolean textOnly) {
    static Trait of(String name, String identity, String words) {
        return new Trait(name, identity, words, false);
    }

    /** A title, a source, a notice. */
    static Trait text(String name, String words) {
        return new Trait(name, words, words, true);
    }
}
