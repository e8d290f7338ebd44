package org.yibao.settlement;

import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What the cashier says to the patient of a sale, as it stands: one sentence in Chinese for each outcome, proved or
 * open. The name of the constant is a stable code.
 */
public enum PatientWord {
    // Not proved yet
    WAITING_UNTOLD,
    WAITING_SOLD,
    WAITING_NOT_MADE,
    WAITING_VOID,
    // Not proved, and it waits for an operator
    ASIDE_UNTOLD,
    ASIDE_SOLD,
    ASIDE_NOT_MADE,
    ASIDE_TAKEN_BACK,
    ASIDE_VOID,
    REVERSAL_REFUSED,
    // Proved by the platform's signed word
    BOOKED,
    BOOKED_UNHEARD,
    BOOKED_OTHERWISE,
    NOT_BOOKED,
    NOT_BOOKED_SOLD,
    REVERSED,
    VOIDED,
    VOID_REFUSED,
    // Ended by an operator's recorded act
    DECIDED_BY_HAND,
    HANDED_OVER;

    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("org.yibao.settlement.patient", Locale.SIMPLIFIED_CHINESE);

    /** @param aside whether a message of it was set aside */
    public static PatientWord of(Settlement settlement, boolean aside) {
        if (settlement.isOpen()) {
            return open(settlement, aside);
        }
        boolean byHand = settlement.closure() != null && settlement.withoutPlatform();
        return byHand ? DECIDED_BY_HAND : proved(settlement);
    }

    private static PatientWord open(Settlement settlement, boolean aside) {
        if (settlement.cancellation() != null) {
            if (aside) {
                return settlement.answer() == null ? ASIDE_TAKEN_BACK : ASIDE_VOID;
            }
            return WAITING_VOID;
        }
        return switch (settlement.told()) {
            case NOT_MADE -> unmade(settlement.reversal(), aside);
            case PROVISIONAL -> aside ? ASIDE_SOLD : WAITING_SOLD;
            case NOTHING, DIFFERENCE, DONE -> aside ? ASIDE_UNTOLD : WAITING_UNTOLD;
        };
    }

    private static PatientWord unmade(@Nullable Reversal reversal, boolean aside) {
        if (reversal != null && reversal.answer() instanceof PlatformAnswer.Refused) {
            return REVERSAL_REFUSED;
        }
        return aside ? ASIDE_NOT_MADE : WAITING_NOT_MADE;
    }

    private static PatientWord proved(Settlement settlement) {
        return switch (settlement.state()) {
            case VOIDED -> takenBack(settlement);
            case REVERSED -> REVERSED;
            case REFUSED -> NOT_BOOKED;
            case REJECTED -> NOT_BOOKED_SOLD;
            case HANDED_OVER -> HANDED_OVER;
            case ADJUSTED -> BOOKED_OTHERWISE;
            case RECORDED, SUBMITTED, IN_DOUBT, PROVISIONAL, ACKNOWLEDGED ->
                settlement.told() == Told.NOTHING ? BOOKED_UNHEARD : settlement.differs() ? BOOKED_OTHERWISE : BOOKED;
        };
    }

    private static PatientWord takenBack(Settlement settlement) {
        boolean refused = settlement.cancellation() != null
                && settlement.cancellation().answer() instanceof PlatformAnswer.Refused;
        if (!refused) {
            return VOIDED;
        }
        return settlement.answer() instanceof PlatformAnswer.Booked ? VOID_REFUSED : NOT_BOOKED;
    }

    /** One sentence that a person at a counter understands. */
    public String sentence() {
        return TEXTS.getString(name());
    }
}
