package org.yibao.platform;

import java.time.Instant;
import java.util.Optional;
import org.yibao.certs.Certificate;
import org.yibao.certs.PlatformIdentity;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.identity.UntrustedException;
import org.yibao.link.message.Answer;
import org.yibao.link.message.HeadEcho;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.Transaction;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.settlement.MessageId;

/**
 * Knows this platform's own countersignatures again, whether or not its ledger does. Only the present signing
 * certificate counts: no other is kept.
 */
final class OwnWord {
    private final TrustedSigners signers;
    private final Certificate present;

    OwnWord(PlatformIdentity identity) {
        this(
                TrustedSigners.platforms(identity.signingAnchors()),
                identity.signingChain().leaf());
    }

    OwnWord(TrustedSigners signers, Certificate present) {
        this.signers = signers;
        this.present = present;
    }

    /** The head that this answer countersigned for a terminal; empty when it did not. */
    Optional<HeadEcho> countersigned(TerminalKey terminal, SignedJson answer) {
        try {
            signers.earlier(present).verify(answer);
            // Only the answers to 9001 and 9912 echo a head, and both read as the latter's.
            if (Answer.decode(Transaction.HEAD, answer.json()) instanceof Answer.Done done
                    && isOf(terminal, MessageId.parse(done.header().msgid()))) {
                HeadEcho echo = ((HeadOutput) done.output()).headinfo();
                return isValidAt(echo.headTime()) ? Optional.of(echo) : Optional.empty();
            }
            return Optional.empty();
        } catch (UntrustedException | MessageException | IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private boolean isValidAt(Instant signed) {
        return !signed.isBefore(present.validity().notBefore())
                && !signed.isAfter(present.validity().notAfter());
    }

    private static boolean isOf(TerminalKey terminal, MessageId asked) {
        return asked.institutionCode().equals(terminal.institutionCode()) && asked.terminal() == terminal.letter();
    }
}
