package org.yibao.platform;

import java.util.Optional;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.SignOutOutput;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.JournalHead;

/** Signs terminals in and out (9001, 9002) and countersigns the end of their journals. */
final class SignInDesk {
    /** The alarm for a journal that does not go on where it was countersigned last. */
    static final String JOURNAL_WENT_BACK = "JOURNAL_WENT_BACK";

    private final Transaction tx;
    private final Transactions.Context context;

    SignInDesk(Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
    }

    /** The signed answer that echoes the head is the countersignature. */
    Verdict signIn(SignInInput input) {
        Terminals terminals = new Terminals(tx);
        JournalHead head = input.headinfo().head();
        Optional<JournalHead> before = terminals.head(context.key());
        if (before.filter(last -> !continues(last, head)).isPresent()) {
            terminals.raise(new Terminals.Alarm(context.now(), context.key(), JOURNAL_WENT_BACK, ""));
        }
        terminals.countersigned(context.key(), head, context.now());
        String signNo = new Serials(tx).next("sign_no", context.terminal().admdvs(), context.localNow());
        terminals.signIn(context.key(), signNo, input.signIn().opterNo(), context.now());
        return new Verdict.Done(new SignInOutput(
                new SignInOutput.SignNode(context.localNow(), signNo),
                new SignInOutput.HeadEcho(head.number(), head.hash(), context.now())));
    }

    private static boolean continues(JournalHead last, JournalHead head) {
        return head.number() > last.number() || head.equals(last);
    }

    Verdict signOut(SignOutInput input) {
        String signNo = input.signOut().signNo();
        return new Terminals(tx).signOut(context.key(), signNo, context.now())
                ? new Verdict.Done(new SignOutOutput(new SignInOutput.SignNode(context.localNow(), signNo)))
                : RefusalCode.SIGN_NO_UNKNOWN.refused();
    }
}
