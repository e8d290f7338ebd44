package org.yibao.terminal.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.LineSuites;
import org.yibao.link.session.LineAddress;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.clock.ClockLimits;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.outbox.QueueAlarm;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.service.OfflineLimits;
import org.yibao.terminal.yaml.YamlFaults;
import org.yibao.terminal.yaml.YamlFile;
import org.yibao.terminal.yaml.YamlSection;

/**
 * Everything a technician decides about one terminal. Paths are absolute.
 *
 * @param store folder of the store, made at the first start
 * @param queueMax messages that may wait for the platform
 * @param certificates folder with the keys and certificates that {@code certs install} made
 * @param renewBefore how long before their end certificates are renewed over the line
 * @param timeLimits by when messages have to reach the platform
 * @param bearer who bears a difference that a late answer leaves
 * @param catalogue file that counts until the directory has a catalogue; null without one
 */
public record Configuration(
        TerminalProfile terminal,
        Path store,
        int queueMax,
        PassphraseSource passphrase,
        Path certificates,
        Duration renewBefore,
        Platform platform,
        Policy policy,
        @Nullable Path catalogue,
        Directory directory,
        List<ReaderSettings> readers,
        Api api,
        OfflineLimits offline,
        ClockLimits clock,
        Deadlines deadlines,
        ZoneId zone,
        UploadLimits upload,
        QueueAlarm alarm,
        TimeLimits timeLimits,
        Bearer bearer) {

    /**
     * @param addresses to connect to, in this order; the platform's certificate must name the host
     * @param reconnectMost longest wait before the line is tried again
     * @param tls which cipher suites the terminal offers
     */
    public record Platform(List<LineAddress> addresses, Duration reconnectMost, LineSuites tls) {}

    /**
     * @param directory where signed policy tables are installed
     * @param publishers files with the authorities that vouch for their publishers
     */
    public record Policy(Path directory, List<Path> publishers) {}

    /**
     * @param refresh how often each part of the platform's directory is asked for
     * @param staleAfter how long a version counts as fresh without the platform's word
     */
    public record Directory(Duration refresh, Duration staleAfter) {}

    /**
     * @param port on the loopback interface; 0 for any free one
     * @param tokenFile made at the first start
     */
    public record Api(int port, Path tokenFile) {}

    /** See {@link org.yibao.settlement.service.ServiceSettings}. */
    public record Deadlines(Duration person, Duration settle, Duration credentialLife, Duration quoteLife) {}

    /**
     * Reads a configuration file. Relative paths in it are taken from the file's folder.
     *
     * @param environment the process's variables: the passphrase's must be set
     * @throws ConfigurationException with all faults
     */
    public static Configuration load(Path file, Map<String, String> environment) {
        YamlFaults faults = new YamlFaults();
        YamlSection top = YamlFile.load(file, faults);
        Configuration read = new ConfigurationReader(file, environment).read(top);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.all());
        }
        return read;
    }
}
