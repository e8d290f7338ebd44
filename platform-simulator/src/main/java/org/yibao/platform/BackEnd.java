package org.yibao.platform;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.yibao.benefit.Amount;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.certs.Authorities;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.identity.KeyedStub;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.server.ServerConnection;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.People;

/**
 * What answers the line over a ledger: the desks, who they are and whom they trust. Brings no port, no thread and no
 * time, so that a simulation can run it; {@link ReferencePlatform} does the same with all three.
 */
public final class BackEnd {
    private final LedgerDatabase ledger;
    private final PlatformKeys keys;
    private final PolicyBook policy;
    private final MessageSigner signer;
    private final TrustedSigners terminals;
    private final OwnWord own;
    private final Faults faults;
    private final InstantSource clock;
    private final ZoneId zone;

    private BackEnd(
            LedgerDatabase ledger,
            PlatformKeys keys,
            PolicyBook policy,
            MessageSigner signer,
            TrustedSigners terminals,
            OwnWord own,
            Faults faults,
            InstantSource clock,
            ZoneId zone) {
        this.ledger = ledger;
        this.keys = keys;
        this.policy = policy;
        this.signer = signer;
        this.terminals = terminals;
        this.own = own;
        this.faults = faults;
        this.clock = clock;
        this.zone = zone;
    }

    /** @param trusted the authorities of terminals, with what they took back; asked for at each judgement */
    static BackEnd of(
            LedgerDatabase ledger,
            PlatformKeys keys,
            PolicyBook policy,
            Supplier<TrustAnchors> trusted,
            Faults faults,
            InstantSource clock,
            ZoneId zone) {
        return new BackEnd(
                ledger,
                keys,
                policy,
                MessageSigner.of(keys.identity()),
                TrustedSigners.terminals(trusted),
                new OwnWord(keys.identity()),
                faults,
                clock,
                zone);
    }

    /** Of keys that are made elsewhere, and does nothing wrong. */
    public static BackEnd of(
            LedgerDatabase ledger,
            Authorities authorities,
            PlatformIdentity identity,
            PolicyBook policy,
            InstantSource clock,
            ZoneId zone) {
        return of(
                ledger,
                new PlatformKeys(authorities, identity),
                policy,
                identity::signingAnchors,
                new Faults(),
                clock,
                zone);
    }

    /** The same, with messages signed by a stub. */
    public BackEnd stubbed(KeyedStub stub) {
        PlatformIdentity identity = keys.identity();
        return new BackEnd(
                ledger,
                keys,
                policy,
                MessageSigner.stubbed(identity.signingChain(), stub),
                terminals.stubbed(stub),
                new OwnWord(
                        TrustedSigners.platforms(identity.signingAnchors()).stubbed(stub),
                        identity.signingChain().leaf()),
                faults,
                clock,
                zone);
    }

    /**
     * The policy bundles that come with the calculator, combined.
     *
     * @throws PlatformException when an id is unknown
     */
    public static PolicyBook policy(List<String> ids) {
        return BuiltInPolicy.book(ids);
    }

    /** What all connections share. */
    public ServerConnection.Platform line(PlatformLimits limits, Executor thread) {
        MessageDesk desk =
                new MessageDesk(ledger, signer, terminals, new Transactions(policy, faults, keys, own), clock, zone);
        return new ServerConnection.Platform(
                signer, terminals, limits, clock, new LineService(desk, faults, thread), thread);
    }

    public EnrolmentDesk enrolment() {
        return new EnrolmentDesk(ledger, keys, clock);
    }

    /** Takes in the demo's people, unless the ledger holds people already. */
    public void settleIn() {
        Population.demo()
                .settleIn(ledger, LocalDate.ofInstant(clock.instant(), zone).getYear());
    }

    /**
     * A visit of this person at an institution that has none of the terminals.
     *
     * @throws PlatformException when nobody has this number, or the policy refuses it
     */
    public void bookElsewhere(String psnNo, Amount medfee) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), zone).withNano(0);
        ledger.run(tx -> new SaleElsewhere(policy)
                .book(
                        tx,
                        new People(tx)
                                .byPsnNo(psnNo)
                                .orElseThrow(() -> new PlatformException("nobody has the number " + psnNo)),
                        medfee,
                        now));
    }
}
