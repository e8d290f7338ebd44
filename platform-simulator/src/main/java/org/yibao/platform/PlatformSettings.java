package org.yibao.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.LineSuites;

/**
 * How a reference platform runs.
 *
 * @param folder its state: ledger and keys
 * @param host the address it listens at; its certificate answers for localhost, 127.0.0.1 and ::1
 * @param port 0 for any free one
 * @param passphrase opens its key stores
 * @param clock what time it is
 * @param zone the platform's local time
 * @param bundles ids of the policy bundles to combine, in order
 * @param seed the insured it starts with, JSON; null for the demo's invented people
 * @param suites which cipher suites it offers on the line
 * @param voucherLife how long an e-voucher's QR code can be decoded
 * @param enrolPort where terminals are enrolled over the line, 0 for any free port; empty where they are not
 */
public record PlatformSettings(
        Path folder,
        String host,
        int port,
        Passphrase passphrase,
        InstantSource clock,
        ZoneId zone,
        List<String> bundles,
        @Nullable Path seed,
        LineSuites suites,
        Duration voucherLife,
        OptionalInt enrolPort) {

    /** What the demo combines. */
    public static final List<String> DEMO_BUNDLES =
            List.of("jinan-in-force", "shandong-employee-draft-2024", "demo-supplement");

    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Duration VOUCHER_LIFE = Duration.ofMinutes(1);
    private static final int PORT_MAX = 0xffff;

    public PlatformSettings {
        bundles = List.copyOf(bundles);
        requirePort(port);
        enrolPort.ifPresent(PlatformSettings::requirePort);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > PORT_MAX) {
            throw new PlatformException("a port is 0 to 65535");
        }
    }

    /** The demo's people and policy, at 127.0.0.1 on the machine's clock. */
    public static PlatformSettings demo(Path folder, int port, Passphrase passphrase, InstantSource clock) {
        return new PlatformSettings(
                folder,
                "127.0.0.1",
                port,
                passphrase,
                clock,
                BEIJING,
                DEMO_BUNDLES,
                null,
                LineSuites.SM_PREFERRED,
                VOUCHER_LIFE,
                OptionalInt.empty());
    }

    /** The same with other people. */
    public PlatformSettings withSeed(Path file) {
        return new PlatformSettings(
                folder, host, port, passphrase, clock, zone, bundles, file, suites, voucherLife, enrolPort);
    }

    /** The same with other cipher suites. */
    public PlatformSettings withSuites(LineSuites offered) {
        return new PlatformSettings(
                folder, host, port, passphrase, clock, zone, bundles, seed, offered, voucherLife, enrolPort);
    }

    /** The same, enrolling terminals over the line at this port. */
    public PlatformSettings withEnrolPort(int open) {
        return new PlatformSettings(
                folder, host, port, passphrase, clock, zone, bundles, seed, suites, voucherLife, OptionalInt.of(open));
    }
}
