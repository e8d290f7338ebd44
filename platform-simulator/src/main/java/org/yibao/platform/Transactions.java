package org.yibao.platform;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.certs.Authorities;
import org.yibao.link.message.DirectoryInput;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DownloadInput;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.InquiryInput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.MoneyInput;
import org.yibao.link.message.PersonInput;
import org.yibao.link.message.RenewalInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.StatementDetailsInput;
import org.yibao.link.message.StatementTotalsInput;
import org.yibao.link.message.UploadInput;
import org.yibao.link.message.VoidInput;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.TerminalProfile;

/** Brings each transaction to its desk. */
final class Transactions {
    private final PolicyBook policy;
    private final Faults faults;
    private final Authorities authorities;
    private final OwnWord own;

    Transactions(PolicyBook policy, Faults faults, PlatformKeys keys, OwnWord own) {
        this.policy = policy;
        this.faults = faults;
        this.authorities = keys.authorities();
        this.own = own;
    }

    /**
     * Who asks, as enrolled, and when.
     *
     * @param pastSigner the certificate that signed, where it is not the terminal's present one, or was taken back
     *     while its connection stood
     */
    record Context(TerminalProfile terminal, Instant now, ZoneId zone, Optional<Certificates.Held> pastSigner) {
        TerminalKey key() {
            return new TerminalKey(terminal.institution().code(), terminal.letter());
        }

        LocalDateTime localNow() {
            return LocalDateTime.ofInstant(now, zone).withNano(0);
        }
    }

    Verdict decide(Transaction tx, Request request, Context context) {
        RequestInput input = request.input();
        if (input instanceof MoneyInput money) {
            Optional<Verdict> waits = new JournalDesk(tx, context).place(request.id(), money);
            if (waits.isPresent()) {
                return waits.get();
            }
        }
        return switch (request.transaction()) {
            case SIGN_IN -> new SignInDesk(tx, context, own).signIn(request.id(), (SignInInput) input);
            case HEAD -> new SignInDesk(tx, context, own).goOn(request.id(), (HeadInput) input);
            case SIGN_OUT -> new SignInDesk(tx, context, own).signOut((SignOutInput) input);
            case RENEWAL -> new RenewalDesk(tx, context, authorities).renew((RenewalInput) input);
            case PERSON -> new PersonDesk(tx, context).ask((PersonInput) input);
            case CATALOGUE, PRICE_CEILINGS, SELF_PAY_RATIOS, DICTIONARY, STOP_LIST, POLICY_TABLES, TRUST ->
                new DirectoryDesk(tx, context, faults)
                        .ask(DirectoryMapper.part(request.transaction()), (DirectoryInput) input);
            case INQUIRY -> new InquiryDesk(tx, context).ask(((InquiryInput) input).data());
            case DOWNLOAD -> new DirectoryDesk(tx, context, faults).fetch((DownloadInput) input);
            case PHARMACY_SETTLE -> atPharmacy(true, context, () -> settle(tx, request, context));
            case CLINIC_SETTLE -> atPharmacy(false, context, () -> settle(tx, request, context));
            case PHARMACY_VOID -> atPharmacy(true, context, () -> take(tx, request, context));
            case CLINIC_VOID -> atPharmacy(false, context, () -> take(tx, request, context));
            case STATEMENT_TOTALS -> new StatementDesk(tx, context).compare((StatementTotalsInput) input);
            case STATEMENT_DETAILS -> new StatementDesk(tx, context).judge((StatementDetailsInput) input);
            case UPLOAD -> new StatementDesk(tx, context).take((UploadInput) input);
            case CARRIED -> throw new MessageException("a carried message carries none");
            case REVERSAL -> new ReversalDesk(tx, context).reverse(request, ((ReversalInput) input).data());
        };
    }

    private static Verdict atPharmacy(boolean pharmacy, Context context, Supplier<Verdict> desk) {
        return context.terminal().isPharmacy() == pharmacy ? desk.get() : RefusalCode.TRANSACTION_NOT_ALLOWED.refused();
    }

    private Verdict settle(Transaction tx, Request request, Context context) {
        return new SettlementDesk(tx, context, policy).settle(request, (SettleInput) request.input());
    }

    private static Verdict take(Transaction tx, Request request, Context context) {
        return new VoidDesk(tx, context).take(request, ((VoidInput) request.input()).data());
    }
}
