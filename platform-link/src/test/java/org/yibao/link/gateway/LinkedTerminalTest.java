package org.yibao.link.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.TestPlatform;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.Request;
import org.yibao.link.message.SignInInput;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.Journal;

/** The platform's word on the base goes with a sign-in where the platform is sure to read it. */
class LinkedTerminalTest {
    private static final int BYTES = 65_536;
    private static final MessageSigner SIGNER = MessageSigner.of(TestIdentities.TERMINAL);
    private static final JournalHead BASE = new JournalHead(10_000_000_000L, "ab".repeat(32));

    /** Of a real answer's size. */
    private static final SignedJson WORD = SIGNER.sign(Bytes.of(new byte[1_000]));

    @Test
    void wordOnTheBaseIsTold() {
        assertEquals(Optional.of(WORD), told(0, Optional.of(WORD)));
        assertEquals(Optional.empty(), told(0, Optional.empty()));
    }

    @Test
    void wordOfARealSizeFitsBesideTheLongestProof() {
        assertEquals(Optional.of(WORD), told(HeadNode.RECORDS_MAX, Optional.of(WORD)));
    }

    @Test
    void wordThatDoesNotFitIsLeftOutWhole() {
        SignedJson longer = SIGNER.sign(Bytes.of(new byte[12_000]));
        assertEquals(Optional.of(longer), told(0, Optional.of(longer)));
        assertEquals(Optional.empty(), told(HeadNode.RECORDS_MAX, Optional.of(longer)));
        assertEquals(Optional.empty(), told(0, Optional.of(SIGNER.sign(Bytes.of(new byte[30_000])))));
    }

    private static Optional<SignedJson> told(int messages, Optional<SignedJson> word) {
        Countersigned journal = new Countersigned(messages, word.map(SignedJson::encode));
        LinkedTerminal terminal = new LinkedTerminal(
                Samples.pharmacy(),
                Samples.OPERATOR,
                "",
                "",
                () -> SIGNER,
                now -> Samples.id(Samples.pharmacy(), 1),
                journal,
                TestPlatform.CLOCK,
                ZoneId.of("Asia/Shanghai"));
        SignedJson signed = terminal.signIn().message();
        int body = FrameCodec.encode(new Frame.Request(1, signed)).length - Integer.BYTES;
        assertTrue(body < BYTES, () -> body + " bytes");
        HeadNode headinfo = ((SignInInput) Request.decode(signed.json()).input()).headinfo();
        assertEquals(journal.proof(BASE, HeadNode.RECORDS_MAX), headinfo.proof());
        return headinfo.word();
    }

    /** A journal whose records after the base all hold messages. */
    private record Countersigned(int messages, Optional<Bytes> word) implements Journal {
        @Override
        public JournalHead head() {
            return new JournalHead(BASE.number() + messages, BASE.hash());
        }

        @Override
        public JournalHead base() {
            return BASE;
        }

        @Override
        public Optional<Bytes> countersignature(JournalHead head) {
            return head.equals(BASE) ? word : Optional.empty();
        }

        @Override
        public JournalProof proof(JournalHead base, int most) {
            return new JournalProof(
                    base,
                    head(),
                    head().number(),
                    Bytes.of(new byte[messages * JournalProof.LINK_BYTES]),
                    LongStream.rangeClosed(1, messages)
                            .mapToObj(after -> new JournalProof.Queued(
                                    BASE.number() + after, Samples.id(Samples.pharmacy(), (int) after)))
                            .toList());
        }

        @Override
        public JournalVerification verify() {
            return new JournalVerification.Sound(head());
        }

        @Override
        public void countersigned(JournalHead head, Bytes evidence) {}

        @Override
        public void quarantined(String reason) {}

        @Override
        public void released() {}

        @Override
        public Optional<String> quarantine() {
            return Optional.empty();
        }
    }
}
