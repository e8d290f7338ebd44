package org.yibao.settlement.port;

import java.time.LocalDateTime;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.reconciliation.StatementRow;

/** Makes the messages that mend what only the platform holds: no record of the journal does. Any thread may call it. */
public interface RepairEncoder {
    /** 2601 of a row that the platform holds. */
    SignedMessage reversal(
            TerminalProfile terminal, MessageId id, StatementRow row, Operator operator, LocalDateTime at);

    /** 2103 for a pharmacy, 2208 for an institution, of a row that the platform holds. */
    SignedMessage cancellation(
            TerminalProfile terminal, MessageId id, StatementRow row, Operator operator, LocalDateTime at);
}
