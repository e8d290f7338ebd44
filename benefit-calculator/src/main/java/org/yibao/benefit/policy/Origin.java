package org.yibao.benefit.policy;

/**
 * Where in a bundle file something stands.
 *
 * @param line 1 for the first line
 * @param path keys from the top, such as {@code parameters.emp-opt-cap.rows[0]}
 */
public record Origin(String file, int line, String path) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + path;
    }
}
