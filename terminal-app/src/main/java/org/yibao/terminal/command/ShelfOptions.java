package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.Clock;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.PolicyShelf;
import picocli.CommandLine.Option;

/** What every command needs that uses the terminal's shelf of policy tables. */
final class ShelfOptions {
    @Option(names = "--config", required = true, paramLabel = "FILE")
    private Path config = Path.of("");

    /** Throws as {@link Configuration#load}. */
    Configuration configuration() {
        return Configuration.load(config, System.getenv());
    }

    static PolicyShelf shelf(Configuration configuration) {
        return PolicyShelf.open(
                configuration.policy().directory(),
                configuration.policy().publishers(),
                CertificatesFolder.at(configuration.certificates()).load().revocations());
    }

    /** Of the counter. */
    static Clock clock(Configuration configuration) {
        return Clock.system(configuration.zone());
    }
}
