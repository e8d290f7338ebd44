package org.yibao.platform;

import java.util.Optional;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.link.message.Request;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.SettlementMapper;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.Transaction;
import org.yibao.platform.ledger.Vouchers;
import org.yibao.settlement.Credential;
import org.yibao.settlement.PlatformAnswer;

/** Settles sales and visits (2102, 2207): splits the bill itself and books what it found. */
final class SettlementDesk {
    private final Transaction tx;
    private final Transactions.Context context;
    private final PolicyBook policy;

    SettlementDesk(Transaction tx, Transactions.Context context, PolicyBook policy) {
        this.tx = tx;
        this.context = context;
        this.policy = policy;
    }

    Verdict settle(Request request, SettleInput input) {
        if (!Bill.isSound(input, context.terminal())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        Optional<Insured> insured = new People(tx).byPsnNo(input.psnNo());
        if (insured.isEmpty()) {
            return RefusalCode.PERSON_UNKNOWN.refused();
        }
        if (!proves(input, insured.get())) {
            return RefusalCode.CREDENTIAL_REFUSED.refused();
        }
        YearToDate before = new People(tx).cum(input.psnNo(), input.begntime().getYear());
        SaleAtDesk sale = new SaleAtDesk(input, context.terminal(), insured.get(), before);
        return sale.mayUseFamily() ? split(request, sale) : RefusalCode.FAMILY_MEMBER_UNKNOWN.refused();
    }

    private boolean proves(SettleInput input, Insured insured) {
        return switch (input.mdtrtCertType()) {
            case Credential.IDENTITY_NUMBER -> input.mdtrtCertNo().equals(insured.identityNumber());
            case Credential.ELECTRONIC_VOUCHER ->
                new Vouchers(tx)
                        .holder(input.mdtrtCertNo())
                        .filter(insured.psnNo()::equals)
                        .isPresent();
            default -> false;
        };
    }

    private Verdict split(Request request, SaleAtDesk sale) {
        QuoteResult result = BenefitCalculator.calculate(sale.request(), policy);
        if (result instanceof Quote quote) {
            return book(request, sale, quote);
        }
        Refusal refusal = (Refusal) result;
        return new Verdict.Refused(refusal.code().name(), refusal.message());
    }

    private Verdict book(Request request, SaleAtDesk sale, Quote quote) {
        SettleInput input = sale.input();
        PlatformAnswer.Booked booked = new PlatformAnswer.Booked(
                new Serials(tx).next("setl_id", context.terminal().admdvs(), context.localNow()),
                Clearings.of(context.terminal()),
                quote.breakdown(),
                quote.funds(),
                quote.lines(),
                quote.cumAfter());
        Entry entry = new Entry(
                booked.setlId(),
                request.id().value(),
                request.transaction().infno(),
                input.psnNo(),
                input.mdtrtId(),
                context.key(),
                context.localNow(),
                Entry.State.BOOKED,
                null,
                Entry.Tenders.of(quote.breakdown()));
        new Entries(tx).book(entry, sale.effects(quote));
        return new Verdict.Done(SettlementMapper.output(new SettlementMapper.Booking(
                entry.msgid(),
                entry.visitId(),
                entry.psnNo(),
                sale.insured().person().insutype(),
                input.medType(),
                entry.bookedAt(),
                input.begntime().getYear(),
                booked)));
    }
}
