package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.PatientWord;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.terminal.configuration.Bearer;
import org.yibao.terminal.text.Sentences;

/** How a settlement looks to a till: as the settle call was first answered, or as it stands. */
final class SettlementView {
    private final QuoteDesk quotes;
    private final Supplier<String> fingerprint;
    private final Function<Settlement, PatientWord> words;
    private final Bearer bearer;

    /**
     * @param fingerprint of the journal's head at the moment of the answer
     * @param words what is said to the patient of a settlement as it stands
     */
    SettlementView(
            QuoteDesk quotes, Supplier<String> fingerprint, Function<Settlement, PatientWord> words, Bearer bearer) {
        this.quotes = quotes;
        this.fingerprint = fingerprint;
        this.words = words;
        this.bearer = bearer;
    }

    /**
     * What the settle call was answered first, whatever happened since: state and split follow from what the
     * counter was told.
     */
    ObjectNode firstAnswer(Settlement settlement) {
        Told first = firstWord(settlement);
        return view(settlement, stateThen(settlement, first), first);
    }

    /** A confirmation ends a difference, so DONE with another split was told as a difference first; not where the split came with a later upload. */
    private static Told firstWord(Settlement settlement) {
        boolean second = settlement.state() == SettlementState.ADJUSTED;
        boolean confirmed = settlement.told() == Told.DONE && settlement.differs() && !second;
        return confirmed ? Told.DIFFERENCE : settlement.told();
    }

    private static SettlementState stateThen(Settlement settlement, Told word) {
        return switch (word) {
            case DONE, DIFFERENCE -> SettlementState.ACKNOWLEDGED;
            case PROVISIONAL -> SettlementState.PROVISIONAL;
            case NOT_MADE ->
                settlement.state() == SettlementState.VOIDED
                        ? SettlementState.VOIDED
                        : settlement.reversal() == null ? SettlementState.REFUSED : SettlementState.IN_DOUBT;
            case NOTHING -> settlement.state();
        };
    }

    /** As it stands. */
    ObjectNode current(Settlement settlement) {
        ObjectNode view = view(settlement, settlement.state(), settlement.told());
        view.put("follow_up", settlement.needsFollowUp());
        PatientWord word = words.apply(settlement);
        view.set("patient", patient(word));
        if (word == PatientWord.ASIDE_VOID
                || word == PatientWord.ASIDE_TAKEN_BACK
                || word == PatientWord.DECIDED_BY_HAND) {
            view.put("message", word.sentence());
        }
        due(view, settlement, bearer);
        if (settlement.answer() instanceof PlatformAnswer.Refused refused) {
            view.putObject("refusal").put("code", refused.code()).put("text", refused.text());
        }
        if (settlement.confirmation() != null) {
            ObjectNode confirmed = view.putObject("confirmation");
            confirmed.put("made_at", Views.time(settlement.confirmation().madeAt()));
            confirmed.set("operator", Views.operator(settlement.confirmation().operator()));
        }
        if (settlement.cancellation() != null) {
            ObjectNode taken = view.putObject("void");
            taken.put("msgid", settlement.cancellation().id().value());
            taken.put("made_at", Views.time(settlement.cancellation().madeAt()));
            taken.set("operator", Views.operator(settlement.cancellation().operator()));
            taken.put("platform", word(settlement.cancellation().answer()));
        }
        if (settlement.reversal() != null) {
            ObjectNode undone = view.putObject("reversal");
            undone.put("msgid", settlement.reversal().id().value());
            undone.put("made_at", Views.time(settlement.reversal().madeAt()));
            undone.put("platform", word(settlement.reversal().answer()));
        }
        if (settlement.closure() != null) {
            ObjectNode closed = view.putObject("closure");
            closed.put("note", settlement.closure().note());
            closed.put("made_at", Views.time(settlement.closure().madeAt()));
            closed.set("operator", Views.operator(settlement.closure().operator()));
        }
        return view;
    }

    /** What is due by the platform's late word, and who bears it; nothing where nothing is. */
    static void due(ObjectNode view, Settlement settlement, Bearer bearer) {
        Amount due = settlement.due();
        if (due.equals(Amount.ZERO)) {
            return;
        }
        view.put(due.isPositive() ? "due_from" : "due_to", (due.isPositive() ? due : due.negated()).yuan());
        view.putObject("borne_by").put("code", bearer.name()).put("message", bearer.sentence());
    }

    /** What the cashier says to the patient. */
    static ObjectNode patient(PatientWord word) {
        return ApiJson.object().put("code", word.name()).put("message", word.sentence());
    }

    private static String word(@Nullable PlatformAnswer answer) {
        if (answer == null) {
            return "WAITING";
        }
        if (answer instanceof PlatformAnswer.Refused refused) {
            return "REFUSED " + refused.code();
        }
        return answer instanceof PlatformAnswer.Reversed ? "REVERSED" : "BOOKED";
    }

    private ObjectNode view(Settlement settlement, SettlementState state, Told told) {
        ObjectNode view = ApiJson.object();
        view.put("settlement", settlement.id().value());
        view.put("state", state.name());
        view.put("told", told.name());
        view.put("offline", settlement.sale().offline());
        view.put("made_at", Views.time(settlement.sale().madeAt()));
        view.set("operator", Views.operator(settlement.sale().operator()));
        view.set("person", Views.person(settlement.sale().person()));
        splits(view, settlement, state != SettlementState.PROVISIONAL);
        view.put("confirm_required", told == Told.DIFFERENCE && state != SettlementState.VOIDED);
        view.put("cash_due", cashDue(settlement, state, told).yuan());
        view.put("message", message(settlement, state, told));
        view.put("journal", fingerprint.get());
        return view;
    }

    /** {@code split} is the one that counts; where the platform's differs, the confirmed one stands beside it. */
    private void splits(ObjectNode view, Settlement settlement, boolean platformSpoke) {
        var own = ApiJson.own(quotes.write(settlement.sale().quote(), false));
        if (!platformSpoke || !(settlement.answer() instanceof PlatformAnswer.Booked booked)) {
            view.set("split", own);
            return;
        }
        view.put("setl_id", booked.setlId());
        if (!settlement.differs()) {
            view.set("split", own);
            return;
        }
        view.set("split", Views.booked(booked));
        view.set("quoted_split", own);
        view.set("differences", differences(settlement.sale().quote().breakdown(), booked.breakdown()));
        view.put("cash_difference", settlement.cashDifference().yuan());
    }

    private static ArrayNode differences(BenefitBreakdown quoted, BenefitBreakdown platform) {
        ArrayNode rows = ApiJson.array();
        Map<String, Amount> theirs = Views.amounts(platform);
        Views.amounts(quoted).forEach((name, ours) -> {
            Amount other = theirs.getOrDefault(name, Amount.ZERO);
            if (!ours.equals(other)) {
                rows.addObject()
                        .put("field", name)
                        .put("quoted", ours.yuan())
                        .put("platform", other.yuan())
                        .put("text", Sentences.of("api.difference", Sentences.of("amount." + name), ours, other));
            }
        });
        return rows;
    }

    /** What the cashier takes for this sale: nothing when it is not made or was taken back. */
    private static Amount cashDue(Settlement settlement, SettlementState state, Told told) {
        boolean nothing = told == Told.NOT_MADE || told == Told.NOTHING || state == SettlementState.VOIDED;
        if (nothing) {
            return Amount.ZERO;
        }
        return told == Told.PROVISIONAL
                ? settlement.sale().quote().breakdown().psnCashPay()
                : settlement.breakdown().psnCashPay();
    }

    /** What is to be said of it as it stands. */
    static String sentence(Settlement settlement) {
        return message(settlement, settlement.state(), settlement.told());
    }

    private static String message(Settlement settlement, SettlementState state, Told told) {
        Amount cash = cashDue(settlement, state, told);
        return switch (state) {
            case VOIDED -> voided(settlement.cancellation());
            case REVERSED -> Sentences.of("settlement.reversed");
            case REFUSED -> FaultCode.PLATFORM_REFUSED.sentence();
            case REJECTED -> Sentences.of("settlement.rejected");
            case PROVISIONAL -> Sentences.of("settlement.provisional", cash);
            case ADJUSTED -> adjusted(settlement);
            case ACKNOWLEDGED ->
                told == Told.DIFFERENCE
                        ? Sentences.of("settlement.difference", cash)
                        : Sentences.of("settlement.done", cash);
            case IN_DOUBT ->
                told == Told.NOT_MADE ? FaultCode.OUTCOME_UNKNOWN.sentence() : Sentences.of("settlement.open");
            case RECORDED, SUBMITTED -> Sentences.of("settlement.open");
            case HANDED_OVER -> FaultCode.SETTLEMENT_HANDED_OVER.sentence();
        };
    }

    /** Money goes back only on the platform's word, or with the line down on the record's. */
    private static String voided(@Nullable Cancellation taken) {
        PlatformAnswer answer = taken == null ? null : taken.answer();
        if (answer instanceof PlatformAnswer.Refused) {
            return Sentences.of("settlement.void-refused");
        }
        return Sentences.of(answer == null ? "settlement.void-waiting" : "settlement.voided");
    }

    private static String adjusted(Settlement settlement) {
        if (settlement.closure() != null) {
            return Sentences.of("settlement.adjusted-closed");
        }
        Amount difference = settlement.cashDifference();
        if (difference.isPositive()) {
            return Sentences.of("settlement.adjusted-collect", difference);
        }
        return difference.isNegative()
                ? Sentences.of("settlement.adjusted-return", difference.negated())
                : Sentences.of("settlement.adjusted-even");
    }
}
