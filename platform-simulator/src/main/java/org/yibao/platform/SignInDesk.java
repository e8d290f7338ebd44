package org.yibao.platform;

import java.util.Optional;
import org.yibao.link.message.HeadEcho;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.ShiftNode;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.SignOutOutput;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.Shifts;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.MessageId;

/** Signs terminals in and out (9001, 9002) and countersigns how their journals go on (9001, 9912). */
final class SignInDesk {
    private final Transaction tx;
    private final Transactions.Context context;
    private final OwnWord own;

    SignInDesk(Transaction tx, Transactions.Context context, OwnWord own) {
        this.tx = tx;
        this.context = context;
        this.own = own;
    }

    Verdict signIn(MessageId message, SignInInput input) {
        Optional<Verdict> forked = new JournalDesk(tx, context).prove(message, input.headinfo(), own);
        if (forked.isPresent()) {
            return forked.get();
        }
        String signNo = new Serials(tx).next("sign_no", context.terminal().admdvs(), context.localNow());
        new Terminals(tx).signIn(context.key(), signNo, input.signIn().opterNo(), context.now());
        return new Verdict.Done(new SignInOutput(
                new SignInOutput.SignNode(context.localNow(), signNo),
                HeadEcho.of(input.headinfo().proof().head(), context.now())));
    }

    Verdict goOn(MessageId message, HeadInput input) {
        return new JournalDesk(tx, context)
                .prove(message, input.headinfo(), own)
                .orElseGet(() -> new Verdict.Done(
                        new HeadOutput(HeadEcho.of(input.headinfo().proof().head(), context.now()))));
    }

    Verdict signOut(SignOutInput input) {
        String signNo = input.signOut().signNo();
        if (input.shftinfo() != null) {
            input.shftinfo().forEach(this::keep);
        }
        return new Terminals(tx).signOut(context.key(), signNo, context.now())
                ? new Verdict.Done(new SignOutOutput(new SignInOutput.SignNode(context.localNow(), signNo)))
                : RefusalCode.SIGN_NO_UNKNOWN.refused();
    }

    private void keep(ShiftNode shift) {
        new Shifts(tx)
                .keep(new Shifts.Shift(
                        context.key(),
                        shift.opter(),
                        shift.begntime(),
                        shift.endtime(),
                        shift.sales().cnt(),
                        shift.sales().medfeeSumamt(),
                        shift.sales().psnCashPay(),
                        shift.voids().cnt(),
                        shift.voids().medfeeSumamt(),
                        shift.voids().psnCashPay()));
    }
}
