package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.certs.Certificate;
import org.yibao.certs.TrustedCertificate;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Request;
import org.yibao.link.server.ConnectedTerminal;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.server.PlatformService;
import org.yibao.link.server.Reply;
import org.yibao.link.server.ServerConnection;
import org.yibao.link.testing.FaultyConnection;
import org.yibao.platform.BackEnd;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.settlement.Bytes;

/**
 * The reference platform's own desks over a ledger in memory, which is its disk: a transaction is there or not when
 * its process is killed.
 */
final class SimulatedPlatform {
    private static final String NAME = "platform";
    private static final Duration DOWN_MOST = Duration.ofSeconds(90);
    private static final Duration USUAL_MOST = Duration.ofMillis(300);
    private static final Duration LATE_MOST = Duration.ofSeconds(30);
    private static final int BACKUPS_KEPT = 3;
    private static final List<String> MOVED =
            List.of("370100000000001", "370100000000002", "370100000000005", "370100000000006");

    private final World world;
    private final Deque<byte[]> backups = new ArrayDeque<>();
    private List<FaultyConnection> open = new ArrayList<>();
    private LedgerDatabase ledger;
    private BackEnd backEnd;
    private ServerConnection.Platform line;
    private boolean up = true;
    private boolean rolledBack;
    /** Counts its processes: what one of them planned, the next does not do. */
    private int life;

    SimulatedPlatform(World world) {
        this.world = world;
        ledger = LedgerDatabase.inMemory(world.site().ledger().toArray());
        backEnd = backEnd();
        line = line();
        world.eachMinute(this::minute);
    }

    private BackEnd backEnd() {
        Site site = world.site();
        BackEnd made = BackEnd.of(ledger, site.authorities(), site.platform(), site.policy(), world.time(), Site.ZONE);
        return world.stub().map(made::stubbed).orElse(made);
    }

    private ServerConnection.Platform line() {
        ServerConnection.Platform made = backEnd.line(PlatformLimits.USUAL, Runnable::run);
        return new ServerConnection.Platform(
                made.signer(),
                made.terminals(),
                made.limits(),
                made.clock(),
                new Answering(made.service()),
                made.serviceThread());
    }

    private void minute() {
        if (world.chance().strikes(Fault.MOVED_ELSEWHERE)) {
            String person = world.chance().of(MOVED);
            backEnd.bookElsewhere(person, Amount.ofFen(1_000 + world.chance().below(60_000)));
            world.say(NAME, "moved somebody elsewhere");
        }
        if (world.chance().oneIn(4)) {
            backups.addLast(ledger.copy());
            if (backups.size() > BACKUPS_KEPT) {
                backups.removeFirst();
            }
        }
        if (world.chance().strikes(Fault.PLATFORM_KILLED)) {
            kill();
        }
        if (!backups.isEmpty() && world.chance().strikes(Fault.PLATFORM_ROLLED_BACK)) {
            rollBack();
        }
    }

    boolean up() {
        return up;
    }

    LedgerDatabase ledger() {
        return ledger;
    }

    /** Whether it was ever restored from a backup. */
    boolean rolledBack() {
        return rolledBack;
    }

    void accept(FaultyConnection connection, TrustedCertificate terminal) {
        connection.accepted(new ServerConnection(line, terminal, connection));
        open.removeIf(FaultyConnection::isOver);
        open.add(connection);
    }

    private void kill() {
        if (!up) {
            return;
        }
        up = false;
        life++;
        world.say(NAME, "killed");
        List<FaultyConnection> gone = open;
        open = new ArrayList<>();
        gone.forEach(FaultyConnection::platformDied);
        world.later(DOWN_MOST, this::start);
    }

    void start() {
        if (!up) {
            up = true;
            line = line();
            world.say(NAME, "started");
        }
    }

    /** The ledger comes back as it was: whoever answers for it says so. */
    private void rollBack() {
        kill();
        rolledBack = true;
        byte[] backup = backups.removeLast();
        backups.clear();
        ledger.close();
        ledger = LedgerDatabase.inMemory(backup);
        backEnd = backEnd();
        world.say(NAME, "rolled back");
    }

    void close() {
        ledger.close();
    }

    /** Answers as well as the process lives. */
    private final class Answering implements PlatformService {
        private final PlatformService desk;

        Answering(PlatformService desk) {
            this.desk = desk;
        }

        @Override
        public void request(ConnectedTerminal from, Request request, SignedJson signed, Reply reply) {
            if (world.chance().strikes(Fault.PLATFORM_KILLED_BEFORE_COMMIT)) {
                kill();
                return;
            }
            desk.request(from, request, signed, new Late(reply, request));
        }

        @Override
        public Optional<Certificate> earlierSigner(ConnectedTerminal from, Bytes certificateId) {
            return desk.earlierSigner(from, certificateId);
        }
    }

    private final class Late implements Reply {
        private final Reply reply;
        private final Request request;

        Late(Reply reply, Request request) {
            this.reply = reply;
            this.request = request;
        }

        @Override
        public void send(SignedJson answer) {
            Chance chance = world.chance();
            world.say(NAME, "decided " + request.transaction() + " " + request.id());
            if (chance.strikes(Fault.PLATFORM_KILLED_AFTER_COMMIT)) {
                kill();
                return;
            }
            int copies = chance.strikes(Fault.ANSWER_LOST) ? 0 : chance.strikes(Fault.ANSWER_DOUBLED) ? 2 : 1;
            int alive = life;
            for (int i = 0; i < copies; i++) {
                world.later(chance.strikes(Fault.ANSWER_LATE) ? LATE_MOST : USUAL_MOST, () -> {
                    if (alive == life) {
                        reply.send(answer);
                    }
                });
            }
        }

        @Override
        public void cut() {
            reply.cut();
        }
    }
}
