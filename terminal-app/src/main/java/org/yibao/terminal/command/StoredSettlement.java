package org.yibao.terminal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;

/** A settlement that a command line names where it could name a file as well. */
final class StoredSettlement {
    private StoredSettlement() {}

    /** A name that stands for a file is that file. */
    static Optional<MessageId> id(String name) {
        try {
            return Files.exists(Path.of(name)) ? Optional.empty() : Optional.of(MessageId.parse(name));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    /** From the store of a terminal that is stopped; throws as {@link Terminal#openStore}. */
    static Optional<Settlement> find(MessageId id, Configuration configuration) {
        Clock clock = Clock.system(configuration.zone());
        try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
            return store.settlements().find(id);
        }
    }
}
