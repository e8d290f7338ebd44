package org.yibao.terminal.yaml;

import org.yibao.terminal.text.Sentences;

/**
 * One thing that is wrong in a file.
 *
 * @param line from 1; 0 when it is about the file itself
 * @param key the path of keys, such as {@code platform.port} or {@code readers[2].kind}; empty for the file
 * @param sentence in Chinese, for the technician
 */
public record YamlFault(int line, String key, String sentence) {
    @Override
    public String toString() {
        String where = line == 0 ? "" : Sentences.of("yaml.line", line) + " ";
        return where + (key.isEmpty() ? "" : key + Sentences.of("yaml.colon")) + sentence;
    }
}
