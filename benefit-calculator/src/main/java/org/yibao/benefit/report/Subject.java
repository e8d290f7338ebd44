package org.yibao.benefit.report;

import java.util.List;

/**
 * A part of a book that can be compared with the same part of another.
 *
 * @param key names it in both
 * @param title how a person names it
 */
record Subject(String key, String title, List<Trait> traits) {
    Subject {
        traits = List.copyOf(traits);
    }
}
