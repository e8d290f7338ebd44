package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.RecordHash;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.SimulatedDisk;
import org.yibao.settlement.testing.SimulatedDisk.Fate;
import org.yibao.settlement.testing.SimulatedStore;

/** A terminal's box: its disk, its clock, its certificate, and the process that runs on it now. */
final class SimulatedTerminal {
    private static final int QUEUE_MAX = 400;
    private static final Duration DOWN_MOST = Duration.ofSeconds(60);
    private static final Duration FULL_MOST = Duration.ofSeconds(40);
    private static final Duration UNPLUGGED_MOST = Duration.ofMinutes(3);
    private static final Duration WRONG_MOST = Duration.ofMinutes(4);
    private static final List<Duration> JUMPS = List.of(
            Duration.ofMinutes(-3),
            Duration.ofMinutes(3),
            Duration.ofMinutes(-15),
            Duration.ofMinutes(15),
            Duration.ofHours(-5),
            Duration.ofHours(30),
            Duration.ofDays(-400),
            Duration.ofDays(20));
    private final World world;
    private final SimulatedPlatform platform;
    private final Site.Enrolled enrolled;
    private final String name;
    private final SimulatedDisk disk;
    private final MachineClock clock;
    private @Nullable RunningTerminal running;
    private JournalHead countersigned = JournalHead.EMPTY;
    private boolean renewed;
    private boolean full;

    SimulatedTerminal(World world, SimulatedPlatform platform, Site.Enrolled enrolled) {
        this.world = world;
        this.platform = platform;
        this.enrolled = enrolled;
        this.name = enrolled.key().institutionCode().charAt(0) + "-"
                + enrolled.profile().letter();
        this.disk = new SimulatedDisk(
                new InMemoryStore(enrolled.profile(), QUEUE_MAX, SimulatedTerminal::chained), this::fate);
        this.clock = new MachineClock(world.time());
        start();
        world.eachMinute(this::minute);
        world.later(Duration.ofMinutes(40), this::renew);
        world.time().at(Site.EXPIRY, () -> {
            if (!renewed && world.chance().strikes(Fault.CERTIFICATE_EXPIRED)) {
                world.say(name, "certificate expired");
            }
        });
    }

    private static byte[] chained(byte[] previous, byte[] link) {
        return RecordHash.of(previous, link).bytes();
    }

    String name() {
        return name;
    }

    Site.Enrolled enrolled() {
        return enrolled;
    }

    /** What a power cut would leave. */
    InMemoryStore durable() {
        return disk.durable();
    }

    Optional<RunningTerminal> running() {
        return Optional.ofNullable(running);
    }

    private Fate fate(String step) {
        Chance chance = world.chance();
        if (full) {
            return Fate.FULL;
        }
        if (chance.strikes(Fault.KILLED_BEFORE_WRITE)) {
            return said(step, Fate.KILLED_BEFORE);
        }
        if (chance.strikes(Fault.KILLED_BEFORE_SYNC)) {
            return said(step, Fate.KILLED_WRITTEN);
        }
        if (chance.strikes(Fault.KILLED_AFTER_SYNC)) {
            return said(step, Fate.KILLED_AFTER);
        }
        if (chance.strikes(Fault.SYNC_FAILED)) {
            return said(step, Fate.SYNC_FAILED);
        }
        return world.assembly().done();
    }

    private Fate said(String step, Fate fate) {
        world.say(name, step + " " + fate);
        return fate;
    }

    private void minute() {
        Chance chance = world.chance();
        if (chance.strikes(Fault.TERMINAL_KILLED)) {
            kill("between two actions");
        }
        if (!full && chance.strikes(Fault.DISK_FULL)) {
            full = true;
            world.say(name, "disk full");
            world.later(FULL_MOST, () -> full = false);
        }
        if (chance.strikes(Fault.CLOCK_JUMPED)) {
            clock.setOff(chance.of(JUMPS));
            world.say(name, "clock jumped");
            world.later(WRONG_MOST, () -> clock.setOff(Duration.ZERO));
        }
        if (running != null && chance.strikes(Fault.LINE_DOWN)) {
            world.say(name, "cable out");
            running.pullCable(chance.upTo(UNPLUGGED_MOST));
        }
        if (running != null && running.store().refusesBecause().isPresent()) {
            kill("a technician restarts it");
        }
    }

    private void start() {
        if (running != null) {
            return;
        }
        SimulatedStore store = disk.open();
        requireGrown(store);
        RunningTerminal made = new RunningTerminal(
                world,
                platform,
                enrolled,
                renewed ? enrolled.second() : enrolled.first(),
                name,
                store,
                clock,
                this::kill);
        running = made;
        world.say(name, "started at record " + store.head().number());
        made.alive(made::start);
    }

    /** What the platform countersigned is in the journal for ever, and the journal is one chain. */
    private void requireGrown(SimulatedStore store) {
        BrokenInvariant.unless(
                store.verify() instanceof JournalVerification.Sound,
                () -> "%s: the journal is no chain".formatted(name));
        JournalHead base = store.base();
        BrokenInvariant.unless(
                base.number() >= countersigned.number(),
                () -> "%s: the journal forgot that %d was countersigned".formatted(name, countersigned.number()));
        countersigned = base;
    }

    void kill(String how) {
        RunningTerminal gone = running;
        if (gone == null) {
            return;
        }
        running = null;
        gone.kill();
        disk.keep(world.chance().below(disk.unsynced() + 1));
        world.say(name, "killed " + how);
        world.later(DOWN_MOST, this::start);
    }

    private void renew() {
        if (renewed) {
            return;
        }
        RunningTerminal now = running;
        if (now == null || world.time().instant().isBefore(Site.EXPIRY.minus(Duration.ofHours(20)))) {
            world.later(Duration.ofMinutes(1), this::renew);
            return;
        }
        now.exchange(enrolled.second(), () -> {
            renewed = true;
            world.say(name, "renewed");
        });
        // Where the process died meanwhile it was not done.
        world.later(Duration.ofMinutes(2), this::renew);
    }

    /** All that is wrong with the box is set right. */
    void mend() {
        full = false;
        clock.setOff(Duration.ZERO);
        if (running != null && running.store().refusesBecause().isPresent()) {
            kill("a technician restarts it");
        }
        start();
        running().ifPresent(RunningTerminal::plugCable);
        renew();
    }
}
