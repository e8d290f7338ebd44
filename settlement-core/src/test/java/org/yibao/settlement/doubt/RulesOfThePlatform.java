package org.yibao.settlement.doubt;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.testing.Sales;

/**
 * What a platform does with one sale, its void and its reversal, as docs/protocol.md and the reference platform have
 * it: each id once, with the first answer for ever; a reversal undoes what is held and bars what is not.
 */
final class RulesOfThePlatform {
    private final Sale sale;
    private final Ruling ruling;
    private final Map<MessageId, PlatformAnswer> firstAnswers = new LinkedHashMap<>();
    private Entry entry = Entry.NONE;
    private int booked;
    private @Nullable PlatformAnswer reversed;

    /** What it makes of the sale when it comes. */
    enum Ruling {
        BOOKS_THE_SAME,
        BOOKS_OTHERWISE,
        REFUSES
    }

    /** What its ledger holds of the sale. */
    enum Entry {
        NONE,
        BOOKED,
        VOIDED,
        REVERSED
    }

    RulesOfThePlatform(Sale sale, Ruling ruling) {
        this.sale = sale;
        this.ruling = ruling;
    }

    PlatformAnswer answerTo(SignedMessage message) {
        PlatformAnswer before = firstAnswers.get(message.id());
        if (before != null) {
            return before;
        }
        PlatformAnswer word = switch (message.infno()) {
            case "2102" -> settled();
            case "2103" -> voided();
            case "2601" -> reversed();
            default -> throw new IllegalArgumentException(message.infno());
        };
        firstAnswers.put(message.id(), word);
        return word;
    }

    private PlatformAnswer settled() {
        if (reversed != null) {
            return new PlatformAnswer.Refused("MSGID_BARRED", "");
        }
        if (ruling == Ruling.REFUSES) {
            return Sales.refused();
        }
        entry = Entry.BOOKED;
        booked++;
        return ruling == Ruling.BOOKS_THE_SAME ? Sales.booked(sale) : Sales.bookedOtherwise(sale);
    }

    private PlatformAnswer voided() {
        if (entry != Entry.BOOKED) {
            return new PlatformAnswer.Refused("SETTLEMENT_UNKNOWN", "");
        }
        entry = Entry.VOIDED;
        return Sales.booked(sale);
    }

    private PlatformAnswer reversed() {
        if (reversed == null) {
            boolean held = entry == Entry.BOOKED;
            if (entry == Entry.VOIDED) {
                return new PlatformAnswer.Refused("SETTLEMENT_VOIDED_ALREADY", "");
            }
            entry = held ? Entry.REVERSED : entry;
            reversed = new PlatformAnswer.Reversed(held);
        }
        return reversed;
    }

    /** Whether the sale counts in its books. */
    boolean stands() {
        return entry == Entry.BOOKED;
    }

    Entry entry() {
        return entry;
    }

    /** How often the sale was booked, whatever became of it. */
    int booked() {
        return booked;
    }

    /** All of it that decides what it will say. */
    String standing() {
        return entry + " " + firstAnswers.keySet() + " " + reversed;
    }
}
