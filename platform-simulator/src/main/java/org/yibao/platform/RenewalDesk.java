package org.yibao.platform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yibao.certs.Authorities;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertsException;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalName;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.RenewalInput;
import org.yibao.link.message.RenewalOutput;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.Bytes;

/**
 * Renews a terminal's certificates (9911). Asked again for the same keys, under whatever id, it gives the same ones:
 * an answer that was lost costs nothing.
 */
final class RenewalDesk {
    /** Certificates of one terminal that stand at a time; a terminal that asks for more does so in error. */
    static final int STANDING_MAX = 48;

    private final Transactions.Context context;
    private final Authorities authorities;
    private final Certificates certificates;

    RenewalDesk(Transaction tx, Transactions.Context context, Authorities authorities) {
        this.context = context;
        this.authorities = authorities;
        this.certificates = new Certificates(tx, context.key());
    }

    Verdict renew(RenewalInput input) {
        EnrolmentRequest request = sound(input);
        List<Certificate> standing = standing();
        if (standing.isEmpty() || certificates.tookBack(request)) {
            return RefusalCode.CERTIFICATE_REVOKED.refused();
        }
        Optional<EnrolmentAnswer> before = authorities.grantedBefore(request, standing);
        if (before.isPresent()) {
            return done(before.get());
        }
        return standing.size() < STANDING_MAX ? done(issued(request)) : RefusalCode.RENEWED_TOO_OFTEN.refused();
    }

    private EnrolmentRequest sound(RenewalInput input) {
        try {
            EnrolmentRequest request = EnrolmentRequest.decode(input.request().toArray());
            if (request.institutionCode().equals(context.key().institutionCode())) {
                return request;
            }
        } catch (CertsException unsound) {
            throw new MessageException("rnwlinfo is no request: " + unsound.getMessage());
        }
        throw new MessageException("rnwlinfo is another institution's request");
    }

    private List<Certificate> standing() {
        return certificates.standing().stream()
                .map(Certificates.Held::certificate)
                .filter(certificate -> !certificate.validity().notAfter().isBefore(context.now()))
                .toList();
    }

    private EnrolmentAnswer issued(EnrolmentRequest request) {
        Instant now = context.now();
        TerminalName name =
                new TerminalName(context.key().institutionCode(), context.key().letter());
        EnrolmentAnswer answer = authorities.enrol(request, name, PlatformKeys.holderValidity(now));
        certificates.issued(EnrolmentDesk.leaves(answer), now);
        return answer;
    }

    private static Verdict done(EnrolmentAnswer answer) {
        return new Verdict.Done(RenewalOutput.of(Bytes.of(answer.encode())));
    }
}
