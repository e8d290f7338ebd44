package org.yibao.terminal.text;

import java.util.List;
import java.util.Optional;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.fetch.Upkeep;

/** What people are told of the directory. */
public final class DirectorySentences {
    private DirectorySentences() {}

    /** What a part is, in Chinese. */
    public static String part(DirectoryPart part) {
        return Sentences.of("directory.part." + part);
    }

    /**
     * What is to be known or done; empty while there is nothing.
     *
     * @param waiting policy tables that nobody activated yet
     */
    public static Optional<String> warning(Upkeep upkeep, List<String> waiting) {
        DirectoryPart part = upkeep.standing().part();
        if (!upkeep.standing().refusal().isEmpty()) {
            return Optional.of(Sentences.of("directory.refused", part(part)));
        }
        if (upkeep.stale()) {
            String key = upkeep.standing().active() ? "directory.stale" : "directory.never";
            return Optional.of(Sentences.of(key, part(part)));
        }
        if (part == DirectoryPart.POLICY_TABLES && !waiting.isEmpty()) {
            return Optional.of(Sentences.of("directory.waiting", String.join(" ", waiting)));
        }
        return Optional.empty();
    }
}
