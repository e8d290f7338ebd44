package org.yibao.terminal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateStanding;
import org.yibao.certs.CertsException;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.LineSuites;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.gateway.LinkedPlatformGateway;
import org.yibao.link.gateway.RenewalReply;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.SteadyTime;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.machine.Machine;

/**
 * Renews the certificates over the line before they end, and puts in force what the folder holds. All that is kept is
 * the folder's files, so that a process that dies between two steps goes on with the next one. On a thread of its own.
 */
final class RenewalWatch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RenewalWatch.class.getName());

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /** After the platform's answer, whatever it was: there are thirty days for it. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofDays(1);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final Parts parts;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread made = new Thread(run, "certificates");
        made.setDaemon(true);
        return made;
    });
    private @Nullable ScheduledFuture<?> looks;
    private volatile Optional<String> refusal = Optional.empty();
    /** Of the waits alone: a clock that was wrong for a moment must not put the next try off. */
    private final SteadyTime time;

    private Instant askFrom = Instant.MIN;

    /**
     * What it works with.
     *
     * @param passphrase of the folder's keys; each one read is wiped after its use
     * @param suites that the line offers
     * @param before how long before their end certificates are renewed
     */
    record Parts(
            LiveIdentity live,
            CertificatesFolder folder,
            Supplier<char[]> passphrase,
            LinkedPlatformGateway gateway,
            SqliteStore store,
            KeyEncryptionKey keyEncryptionKey,
            LineSuites suites,
            Duration before,
            Clock clock) {}

    RenewalWatch(Parts parts) {
        this.parts = parts;
        this.time = new SteadyTime(parts.clock);
    }

    void start() {
        looks = thread.scheduleWithFixedDelay(
                this::look, LOOK_EVERY.toSeconds(), LOOK_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** The line is up, or something else happened that makes a look worth while. */
    void wake() {
        if (!thread.isShutdown()) {
            thread.execute(this::look);
        }
    }

    /** Why the certificates were not renewed when they should have been; empty while nothing is wrong. */
    Optional<String> refusal() {
        return refusal;
    }

    private void look() {
        try {
            IdentityFiles files = parts.live.refresh();
            if (parts.live.isBehind(files) || isDue()) {
                work(files);
            }
        } catch (CertsException | StartException unreadable) {
            LOG.log(Level.WARNING, "the certificates'' folder: {0}", unreadable.getMessage());
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "certificates", fault);
        }
    }

    private void work(IdentityFiles files) {
        char[] passphrase = new char[0];
        try {
            passphrase = parts.passphrase.get();
            if (parts.live.isBehind(files)) {
                exchange(TerminalIdentity.open(files, passphrase), files);
            } else {
                renew(passphrase);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (CertsException | StartException unusable) {
            refused(String.valueOf(unusable.getMessage()));
        } catch (IOException unusable) {
            refused(Machine.reason(unusable));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private boolean isDue() {
        Instant now = parts.clock.instant();
        return !time.instant().isBefore(askFrom)
                && parts.gateway.online()
                && parts.live.identity().standings(now).stream()
                        .map(CertificateStanding::certificate)
                        .filter(certificate -> certificate.usage().isPresent())
                        .anyMatch(own -> now.isAfter(own.validity().notAfter().minus(parts.before)));
    }

    private void renew(char[] passphrase) throws IOException, InterruptedException {
        Renewal renewal = Renewal.begin(parts.folder, passphrase);
        RenewalReply reply = ask(renewal);
        if (reply instanceof RenewalReply.Unreachable unreachable) {
            LOG.log(Level.INFO, "certificates not renewed yet: {0}", unreachable.reason());
            return;
        }
        if (reply instanceof RenewalReply.Refused no) {
            refused(no.code() + " " + no.text());
            return;
        }
        Bytes answer = ((RenewalReply.Granted) reply).answer();
        TerminalIdentity renewed =
                renewal.install(EnrolmentAnswer.decode(answer.toArray()), passphrase, parts.clock.instant());
        askFrom = time.instant().plus(ASK_AGAIN_AFTER);
        LOG.log(Level.INFO, "certificates of {0} renewed", renewed.name());
        exchange(renewed, parts.folder.load());
    }

    private RenewalReply ask(Renewal renewal) throws InterruptedException {
        LocalDateTime now = LocalDateTime.now(parts.clock);
        try {
            return parts.gateway
                    .renewal(parts.store.ids().next(now), Bytes.of(renewal.request()), ANSWER_WITHIN)
                    .toCompletableFuture()
                    // The line ends every question by its deadline; a process that goes down need not.
                    .get(2 * ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            return new RenewalReply.Unreachable(unanswered.toString());
        }
    }

    /** A record and its message are signed with one key, and no connection sees two. */
    private void exchange(TerminalIdentity next, IdentityFiles files) {
        next.check(parts.clock.instant());
        if (!next.name().equals(parts.live.identity().name())) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of("the certificates are of " + next.name()));
        }
        Keys.requireKeyFor(parts.suites, next);
        parts.gateway.exchange(() -> {
            parts.store.changeSigner(
                    Keys.store(parts.keyEncryptionKey, next, parts.clock.instant()),
                    () -> parts.live.adopt(next, files));
            refusal = Optional.empty();
        });
    }

    /** Said once a day while it asks, and once only of a folder that cannot be put in force. */
    private void refused(String reason) {
        Instant now = time.instant();
        boolean said = refusal.equals(Optional.of(reason)) && now.isBefore(askFrom);
        refusal = Optional.of(reason);
        if (!said) {
            askFrom = now.plus(ASK_AGAIN_AFTER);
            LOG.log(
                    Level.WARNING,
                    "{0} {1} {2}",
                    FaultCode.CERTIFICATE_NOT_RENEWED,
                    FaultCode.CERTIFICATE_NOT_RENEWED.sentence(),
                    reason);
        }
    }

    @Override
    public void close() {
        if (looks != null) {
            looks.cancel(true);
        }
        thread.shutdownNow();
    }
}
