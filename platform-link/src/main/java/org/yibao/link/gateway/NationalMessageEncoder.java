package org.yibao.link.gateway;

import java.time.LocalDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.link.LinkException;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.SettlementMapper;
import org.yibao.link.message.Transaction;
import org.yibao.link.message.UndoMapper;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.MessageEncoder;
import org.yibao.settlement.port.RepairEncoder;
import org.yibao.settlement.reconciliation.StatementRow;

/**
 * Makes messages of the national interface. Their bytes are the whole payload of a REQUEST, and their
 * {@code sign_no} is empty: a stored message may leave in another session than the one it was made in.
 */
public final class NationalMessageEncoder implements MessageEncoder, RepairEncoder {
    private final Supplier<MessageSigner> signer;

    public NationalMessageEncoder(MessageSigner signer) {
        this(() -> signer);
    }

    /** @param signer asked for at each message */
    public NationalMessageEncoder(Supplier<MessageSigner> signer) {
        this.signer = signer;
    }

    @Override
    public SignedMessage settlement(Sale sale, JournalHead before) {
        Transaction transaction =
                sale.terminal().isPharmacy() ? Transaction.PHARMACY_SETTLE : Transaction.CLINIC_SETTLE;
        return encode(
                transaction,
                sale.id(),
                sender(sale, sale.operator()),
                sale.madeAt(),
                SettlementMapper.input(sale, before));
    }

    @Override
    public SignedMessage cancellation(Cancellation cancellation, Settlement settlement, JournalHead before) {
        return encode(
                UndoMapper.voids(settlement),
                cancellation.id(),
                sender(settlement.sale(), cancellation.operator()),
                cancellation.madeAt(),
                UndoMapper.voidInput(settlement, before));
    }

    @Override
    public SignedMessage reversal(Reversal reversal, Settlement settlement, SignedMessage undone, JournalHead before) {
        return encode(
                Transaction.REVERSAL,
                reversal.id(),
                sender(settlement.sale(), settlement.sale().operator()),
                reversal.madeAt(),
                UndoMapper.reversalInput(settlement, contentDigest(undone), before));
    }

    /** What is no message of the line never left as one; its reversal bars the id all the same. */
    private static @Nullable String contentDigest(SignedMessage message) {
        try {
            return SignedJson.decode(message.bytes()).contentDigest();
        } catch (LinkException notOurs) {
            return null;
        }
    }

    @Override
    public SignedMessage reversal(
            TerminalProfile terminal, MessageId id, StatementRow row, Operator operator, LocalDateTime at) {
        return encode(
                Transaction.REVERSAL,
                id,
                new RequestHeader.Sender(terminal, operator, "", ""),
                at,
                UndoMapper.reversalInput(terminal, row));
    }

    @Override
    public SignedMessage cancellation(
            TerminalProfile terminal, MessageId id, StatementRow row, Operator operator, LocalDateTime at) {
        return encode(
                UndoMapper.voids(terminal),
                id,
                new RequestHeader.Sender(terminal, operator, "", ""),
                at,
                UndoMapper.voidInput(row));
    }

    private static RequestHeader.Sender sender(Sale sale, Operator operator) {
        String insuredAt = sale.request().patient().insuplcAdmdvs();
        return new RequestHeader.Sender(sale.terminal(), operator, insuredAt == null ? "" : insuredAt, "");
    }

    private SignedMessage encode(
            Transaction transaction, MessageId id, RequestHeader.Sender sender, LocalDateTime at, RequestInput input) {
        Request request = Request.of(RequestHeader.of(transaction, id, sender, at), input);
        return new SignedMessage(
                id, transaction.infno(), signer.get().sign(request.encode()).encode());
    }
}
