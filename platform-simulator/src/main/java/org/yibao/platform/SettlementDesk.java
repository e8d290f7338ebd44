package org.yibao.platform;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.platform.ledger.Effect;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Transaction;
import org.yibao.platform.ledger.Vouchers;
import org.yibao.settlement.Credential;

/** Settles sales and visits (2102, 2207): splits the bill itself and books what it found. */
final class SettlementDesk {
    private final PolicyBook policy;

    SettlementDesk(PolicyBook policy) {
        this.policy = policy;
    }

    Verdict settle(Transaction tx, SaleOrder order, LocalDateTime now) {
        Optional<Insured> insured = new People(tx).byPsnNo(order.psnNo());
        if (insured.isEmpty()) {
            return RefusalCode.PERSON_UNKNOWN.refused();
        }
        if (!proves(tx, order.credential(), insured.get())) {
            return RefusalCode.CREDENTIAL_REFUSED.refused();
        }
        if (!mayUseAccounts(order, insured.get())) {
            return RefusalCode.FAMILY_MEMBER_UNKNOWN.refused();
        }
        YearToDate before = new People(tx).cum(order.psnNo(), order.begntime().getYear());
        QuoteRequest request = Tariff.request(order, insured.get(), before);
        QuoteResult split = BenefitCalculator.calculate(request, policy);
        if (split instanceof Refusal refusal) {
            return new Verdict.Refused(refusal.code().name(), refusal.message());
        }
        return book(tx, order, insured.get(), before, (Quote) split, now);
    }

    private static boolean proves(Transaction tx, Credential credential, Insured insured) {
        return switch (credential.type()) {
            case Credential.IDENTITY_NUMBER -> credential.number().equals(insured.identityNumber());
            case Credential.ELECTRONIC_VOUCHER -> new Vouchers(tx)
                    .holder(credential.number())
                    .filter(insured.psnNo()::equals)
                    .isPresent();
            default -> false;
        };
    }

    /** No account twice: it would pay beyond its balance. */
    private static boolean mayUseAccounts(SaleOrder order, Insured insured) {
        List<String> named = order.familyPsnNos();
        return Tariff.members(order, insured).size() == named.size() && new HashSet<>(named).size() == named.size();
    }

    private static Verdict book(
            Transaction tx, SaleOrder order, Insured insured, YearToDate before, Quote quote, LocalDateTime now) {
        BenefitBreakdown split = quote.breakdown();
        List<Effect> effects = new ArrayList<>(accumulated(order, before, quote.cumAfter()));
        effects.addAll(paid(order, insured, split));
        String setlId = new Serials(tx).next("setl_id", order.terminal().admdvs(), now);
        Entry entry = new Entry(
                setlId,
                order.msgid(),
                order.infno(),
                order.psnNo(),
                order.visitId(),
                new TerminalKey(
                        order.terminal().institution().code(), order.terminal().letter()),
                now,
                Entry.State.BOOKED,
                null,
                tenders(split));
        new Entries(tx).book(entry, effects);
        return new Verdict.Done(SettledAnswer.of(order, insured, entry, quote));
    }

    private static List<Effect> accumulated(SaleOrder order, YearToDate before, YearToDate after) {
        List<Effect> effects = new ArrayList<>();
        int year = order.begntime().getYear();
        after.values().forEach((code, value) -> {
            long added = value - before.value(code);
            if (added != 0) {
                effects.add(new Effect.Accumulated(order.psnNo(), year, code, added));
            }
        });
        return effects;
    }

    /** The own account first, then the family's in their order, each up to its balance. */
    private static List<Effect> paid(SaleOrder order, Insured insured, BenefitBreakdown split) {
        List<Effect> effects = new ArrayList<>();
        if (split.acctPay().isPositive()) {
            effects.add(new Effect.Credited(order.psnNo(), -split.acctPay().fen()));
        }
        Amount rest = split.acctMulaidPay();
        for (Insured.FamilyAccount member : Tariff.members(order, insured)) {
            Amount share = rest.min(member.balance());
            rest = rest.minus(share);
            if (share.isPositive()) {
                effects.add(new Effect.Credited(member.psnNo(), -share.fen()));
            }
        }
        return effects;
    }

    static Entry.Tenders tenders(BenefitBreakdown split) {
        return new Entry.Tenders(
                split.medfeeSumamt(),
                split.fundPaySumamt(),
                split.acctPay(),
                split.acctMulaidPay(),
                split.psnCashPay());
    }
}
