package org.yibao.platform;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.link.message.PersonInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.VoidInput;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.TerminalProfile;

/** Brings each transaction to its desk. */
final class Transactions {
    private final SettlementDesk settlements;

    Transactions(PolicyBook policy) {
        settlements = new SettlementDesk(policy);
    }

    /** Who asks, as enrolled, and when. */
    record Context(TerminalProfile terminal, TerminalKey key, Instant now, ZoneId zone) {
        LocalDateTime localNow() {
            return LocalDateTime.ofInstant(now, zone).withNano(0);
        }
    }

    Verdict decide(Transaction tx, Request request, Context context) {
        RequestInput input = request.input();
        return switch (request.transaction()) {
            case SIGN_IN -> new SignInDesk(tx, context).signIn((SignInInput) input);
            case SIGN_OUT -> new SignInDesk(tx, context).signOut((SignOutInput) input);
            case PERSON -> new PersonDesk(tx, context.now(), context.zone()).ask(((PersonInput) input).data());
            case PHARMACY_SETTLE -> ifPharmacy(true, context, () -> settle(tx, request, context));
            case CLINIC_SETTLE -> ifPharmacy(false, context, () -> settle(tx, request, context));
            case PHARMACY_VOID -> ifPharmacy(true, context, () -> take(tx, request, context));
            case CLINIC_VOID -> ifPharmacy(false, context, () -> take(tx, request, context));
            case REVERSAL -> ReversalDesk.reverse(
                    tx, context.key(), request.id().value(), ((ReversalInput) input).data());
        };
    }

    private static Verdict ifPharmacy(boolean pharmacy, Context context, Supplier<Verdict> desk) {
        return context.terminal().isPharmacy() == pharmacy
                ? desk.get()
                : RefusalCode.TRANSACTION_NOT_ALLOWED.refused();
    }

    private Verdict settle(Transaction tx, Request request, Context context) {
        Optional<SaleOrder> order = Bill.read(request, (SettleInput) request.input(), context.terminal());
        return order.isPresent()
                ? settlements.settle(tx, order.get(), context.localNow())
                : RefusalCode.REQUEST_INVALID.refused();
    }

    private static Verdict take(Transaction tx, Request request, Context context) {
        return new VoidDesk(tx, context.terminal(), context.localNow())
                .take(request, ((VoidInput) request.input()).data());
    }
}
