package org.yibao.link.message;

import org.jspecify.annotations.Nullable;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.reconciliation.StatementRow;

/** Voids (2103, 2208) and reversals (2601). */
public final class UndoMapper {
    private UndoMapper() {}

    /** The transaction that settles at this terminal. */
    public static Transaction settles(Settlement settlement) {
        return settles(settlement.sale().terminal());
    }

    /** The transaction that voids at this terminal. */
    public static Transaction voids(Settlement settlement) {
        return voids(settlement.sale().terminal());
    }

    private static Transaction settles(TerminalProfile terminal) {
        return terminal.isPharmacy() ? Transaction.PHARMACY_SETTLE : Transaction.CLINIC_SETTLE;
    }

    /** The transaction that voids at this terminal. */
    public static Transaction voids(TerminalProfile terminal) {
        return terminal.isPharmacy() ? Transaction.PHARMACY_VOID : Transaction.CLINIC_VOID;
    }

    /** Of a row that only the platform holds: no record of the journal holds the message. */
    public static VoidInput voidInput(StatementRow row) {
        return new VoidInput(new VoidInput.Target(row.setlId(), row.visitId(), row.psnNo(), row.message()), null);
    }

    /** Of a row that only the platform holds: no record of the journal holds the message. */
    public static ReversalInput reversalInput(TerminalProfile terminal, StatementRow row) {
        return new ReversalInput(
                new ReversalInput.Target(
                        row.psnNo(), row.message(), settles(terminal).infno(), null),
                null);
    }

    public static VoidInput voidInput(Settlement settlement, JournalHead before) {
        String setlId = settlement.answer() instanceof PlatformAnswer.Booked booked ? booked.setlId() : "";
        return new VoidInput(
                new VoidInput.Target(
                        setlId,
                        settlement.sale().visitId(),
                        settlement.sale().request().patient().psnNo(),
                        settlement.id().value()),
                PlaceNode.after(before));
    }

    /** @param digest {@code sm3:} digest of the JSON bytes of the settlement's message; null where it has none */
    public static ReversalInput reversalInput(Settlement settlement, @Nullable String digest, JournalHead before) {
        return new ReversalInput(
                new ReversalInput.Target(
                        settlement.sale().request().patient().psnNo(),
                        settlement.id().value(),
                        settles(settlement).infno(),
                        digest),
                PlaceNode.after(before));
    }

    public static ReversalOutput output(PlatformAnswer.Reversed reversed) {
        return new ReversalOutput(new ReversalOutput.Result(reversed.wasHeld()));
    }

    public static PlatformAnswer.Reversed reversed(ReversalOutput output) {
        return new PlatformAnswer.Reversed(output.revsinfo().held());
    }
}
