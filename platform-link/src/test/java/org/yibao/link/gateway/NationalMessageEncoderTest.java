package org.yibao.link.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.MessageVerifier;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.PlaceNode;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.VoidInput;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.RepairEncoder;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.StatementRow;

class NationalMessageEncoderTest {
    private static final MessageSigner SIGNER = MessageSigner.of(TestIdentities.TERMINAL);
    private static final JournalHead BEFORE = new JournalHead(41, "ab".repeat(32));
    private static final Operator ANOTHER = new Operator("C08", "赵六", "till-2");

    private final NationalMessageEncoder encoder = new NationalMessageEncoder(SIGNER);
    private final MessageVerifier verifier = TrustedSigners.terminals(TestIdentities.PLATFORM.signingAnchors())
            .verifier(SIGNER.chain(), TestIdentities.NOW);

    @Test
    void aPharmacySettlesWith2102AndAClinicWith2207() {
        assertEquals(
                "2102",
                encoder.settlement(Samples.sale(Samples.pharmacy(), 1, 1), BEFORE)
                        .infno());
        assertEquals(
                "2207",
                encoder.settlement(Samples.sale(Samples.clinic(), 1, 1), BEFORE).infno());
    }

    @Test
    void aStoredMessageBelongsToNoSignIn() {
        RequestHeader header = opened(encoder.settlement(Samples.sale(Samples.pharmacy(), 1, 1), BEFORE))
                .header();
        assertEquals("", header.signNo());
        assertEquals("370100", header.insuplcAdmdvs());
        assertEquals("till-1", header.devNo());
    }

    @Test
    void aVoidIsSaidByWhoMadeIt() {
        assertEquals("2103", voided(Samples.pharmacy()).infno());
        Request request = opened(voided(Samples.clinic()));
        assertEquals("2208", request.header().infno());
        assertEquals("till-2", request.header().devNo());
        assertEquals(
                Samples.id(Samples.clinic(), 1).value(),
                ((VoidInput) request.input()).data().omsgid());
    }

    @Test
    void aReversalNamesWhatItTakesBack() {
        Settlement settlement = Settlement.recorded(Samples.sale(Samples.clinic(), 1, 1));
        MessageId id = Samples.id(Samples.clinic(), 2);
        Reversal reversal = new Reversal(id, settlement.id(), Samples.COUNTER_TIME, null);
        SignedMessage sale = encoder.settlement(settlement.sale(), BEFORE);
        Request request = opened(encoder.reversal(reversal, settlement, sale, BEFORE));
        assertEquals(id, request.id());
        ReversalInput.Target target = ((ReversalInput) request.input()).data();
        assertEquals(settlement.id().value(), target.omsgid());
        assertEquals("2207", target.oinfno());
        assertEquals(SignedJson.decode(sale.bytes()).contentDigest(), target.odigest());
        assertEquals(new PlaceNode(42, BEFORE.hash()), ((ReversalInput) request.input()).jrnlinfo());
    }

    @Test
    void whatMendsAStrayNamesItAndNoPlaceInTheJournal() {
        StatementRow stray = new StatementRow(
                new ClearingGroup("310", "41", "370102"),
                StatementRow.Kind.SALE,
                Samples.id(Samples.pharmacy(), 1).value(),
                "S1",
                "V1",
                "370100000000001",
                Amount.ofFen(100),
                Amount.ZERO,
                Amount.ZERO,
                Amount.ofFen(100));
        MessageId id = Samples.id(Samples.pharmacy(), 2);
        RepairEncoder repairs = encoder;
        Request reversal = opened(repairs.reversal(Samples.pharmacy(), id, stray, ANOTHER, Samples.COUNTER_TIME));
        assertEquals(
                new ReversalInput(new ReversalInput.Target(stray.psnNo(), stray.message(), "2102", null), null),
                reversal.input());
        Request taking = opened(repairs.cancellation(Samples.pharmacy(), id, stray, ANOTHER, Samples.COUNTER_TIME));
        assertEquals("2103", taking.header().infno());
        assertEquals(
                new VoidInput(new VoidInput.Target("S1", "V1", stray.psnNo(), stray.message()), null), taking.input());
    }

    private SignedMessage voided(TerminalProfile terminal) {
        Settlement settlement = Settlement.recorded(Samples.sale(terminal, 1, 1));
        return encoder.cancellation(
                new Cancellation(
                        Samples.id(terminal, 2),
                        new IdempotencyKey("k"),
                        "sm3:" + "cd".repeat(32),
                        settlement.id(),
                        ANOTHER,
                        Samples.COUNTER_TIME,
                        null),
                settlement,
                BEFORE);
    }

    /** The message as the platform reads it: signature first. */
    private Request opened(SignedMessage message) {
        SignedJson signed = SignedJson.decode(message.bytes());
        verifier.verify(signed);
        Request request = Request.decode(signed.json());
        assertEquals(message.id(), request.id());
        return request;
    }
}
