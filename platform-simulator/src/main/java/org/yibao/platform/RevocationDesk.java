package org.yibao.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.yibao.certs.Authorities;
import org.yibao.certs.Revocations;
import org.yibao.certs.Validity;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Transaction;

/**
 * Where certificates are taken back. The lists follow from the ledger alone, so that they are signed anew whenever
 * they are wanted and not fresh. Any thread may ask.
 */
public final class RevocationDesk {
    static final String ALARM = "TERMINAL_REVOKED";

    private static final Duration LIST_LIFE = Duration.ofDays(7);
    /** Terminals get lists that last for most of their life. */
    private static final Duration FRESH = Duration.ofDays(1);

    private final LedgerDatabase ledger;
    private final Authorities authorities;
    private final InstantSource clock;
    private final Consumer<Revocations> published;
    private volatile Made made = new Made(Revocations.NONE, Instant.MIN);

    private record Made(Revocations lists, Instant at) {
        boolean isFreshAt(Instant now) {
            return !now.isBefore(at) && now.minus(FRESH).isBefore(at);
        }
    }

    /** @param published gets lists as they are made, on the thread that wanted them and outside the ledger's transactions */
    RevocationDesk(
            LedgerDatabase ledger, Authorities authorities, InstantSource clock, Consumer<Revocations> published) {
        this.ledger = ledger;
        this.authorities = authorities;
        this.clock = clock;
        this.published = published;
    }

    /** The list of each authority, as of now; {@link Revocations#encodePem} makes a file of them. */
    public Revocations current() {
        Made last = made;
        return last.isFreshAt(clock.instant()) ? last.lists : make();
    }

    private synchronized Revocations make() {
        return made(ledger.inTransaction(tx -> lists(tx, clock.instant())));
    }

    private Revocations made(Made fresh) {
        made = fresh;
        published.accept(fresh.lists);
        return fresh.lists;
    }

    private Made lists(Transaction tx, Instant now) {
        Validity validity = Validity.starting(now, LIST_LIFE);
        return new Made(authorities.revocations(Certificates.revoked(tx, now), validity), now);
    }

    /**
     * Takes back all certificates of a terminal as of now; none where the lists do not hold them.
     *
     * @throws PlatformException when the terminal has no certificate that still counts
     */
    synchronized void revoke(TerminalKey terminal) {
        Instant now = clock.instant();
        made(ledger.inTransaction(tx -> {
            if (!new Certificates(tx, terminal).revoke(now)) {
                throw new PlatformException("the terminal has no certificate that counts");
            }
            new Terminals(tx).raise(new Terminals.Alarm(now, terminal, ALARM, ""));
            return lists(tx, now);
        }));
    }
}
