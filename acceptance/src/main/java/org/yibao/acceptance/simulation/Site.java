package org.yibao.acceptance.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.certs.Authorities;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.HostName;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustedCertificate;
import org.yibao.certs.Validity;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.platform.BackEnd;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/**
 * What all runs of a process begin with: real certificates, a policy, and a ledger that knows people and terminals.
 *
 * @param ledger a copy of it
 */
record Site(
        Authorities authorities, PlatformIdentity platform, PolicyBook policy, Bytes ledger, List<Enrolled> terminals) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Ten minutes before a year ends the terminals' first certificates do. */
    static final Instant EXPIRY =
            LocalDateTime.of(2025, 12, 31, 23, 50).atZone(ZONE).toInstant();

    private static final Validity LONG =
            new Validity(EXPIRY.minus(Duration.ofDays(3_650)), EXPIRY.plus(Duration.ofDays(3_650)));
    private static final Validity FIRST = new Validity(EXPIRY.minus(Duration.ofDays(30)), EXPIRY);
    private static final Validity SECOND = new Validity(EXPIRY.minus(Duration.ofDays(1)), LONG.notAfter());

    private static final DesignatedInstitution PHARMACY = new DesignatedInstitution("P37010200002", "2", "0");
    private static final DesignatedInstitution CLINIC = new DesignatedInstitution("H37010200001", "1", "1");
    private static final List<TerminalProfile> PROFILES = List.of(
            new TerminalProfile(PHARMACY, "示例药店", 'A', "370102"),
            new TerminalProfile(PHARMACY, "示例药店", 'B', "370102"),
            new TerminalProfile(CLINIC, "示例诊所", 'A', "370102"));
    private static final List<String> BUNDLES =
            List.of("jinan-in-force", "shandong-employee-draft-2024", "demo-supplement");

    /**
     * A terminal that the platform knows.
     *
     * @param first ends at {@link #EXPIRY}
     * @param second was granted the day before, and may be put in force
     * @param line stands for the certificates of its line
     */
    record Enrolled(TerminalProfile profile, TerminalIdentity first, TerminalIdentity second, TrustedCertificate line) {
        TerminalKey key() {
            return new TerminalKey(profile.institution().code(), profile.letter());
        }
    }

    static Site make() {
        Authorities authorities = Authorities.create("simulation", LONG);
        PlatformIdentity platform =
                authorities.issuePlatform("simulated platform", Set.of(HostName.parse("localhost")), LONG);
        PolicyBook policy = BackEnd.policy(BUNDLES);
        try (LedgerDatabase ledger = LedgerDatabase.inMemory(new byte[0])) {
            BackEnd.of(ledger, authorities, platform, policy, () -> EXPIRY, ZONE)
                    .settleIn();
            List<Enrolled> terminals = new ArrayList<>();
            for (TerminalProfile profile : PROFILES) {
                ledger.run(tx -> new Terminals(tx).enrol(profile, FIRST.notBefore()));
                TerminalIdentity first = enrolled(authorities, ledger, profile, FIRST);
                TerminalIdentity second = enrolled(authorities, ledger, profile, SECOND);
                TrustedCertificate line = TrustedSigners.terminals(platform.signingAnchors())
                        .earlier(second.signingChain().leaf())
                        .signer();
                terminals.add(new Enrolled(profile, first, second, line));
            }
            return new Site(authorities, platform, policy, Bytes.of(ledger.copy()), terminals);
        }
    }

    private static TerminalIdentity enrolled(
            Authorities authorities, LedgerDatabase ledger, TerminalProfile profile, Validity validity) {
        String code = profile.institution().code();
        TerminalEnrolment enrolment = TerminalEnrolment.begin(code);
        EnrolmentAnswer answer =
                authorities.enrol(enrolment.request(), new TerminalName(code, profile.letter()), validity);
        ledger.run(tx -> new Certificates(tx, new TerminalKey(code, profile.letter()))
                .issued(
                        List.of(
                                answer.lineChain().leaf(),
                                answer.lineSmChain().leaf(),
                                answer.signingChain().leaf()),
                        validity.notBefore()));
        return enrolment.complete(answer, validity.notBefore());
    }
}
