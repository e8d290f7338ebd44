package org.yibao.link.message;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.MessageId;

/**
 * How the terminal's journal went on since the platform countersigned it last.
 *
 * @param jrnlNo number of the last record this message proves, 0 for an empty journal
 * @param jrnlHash of it, 64 hexadecimal digits
 * @param jrnlEnd number of the journal's last record; above {@code jrnlNo} when further messages prove the rest
 * @param baseNo number of the head the proof starts from
 * @param baseHash of it
 * @param links Base64 of the digests of the contents of the records after the base, 32 bytes each
 * @param mesginfo which of these records hold a message for the platform
 * @param baseSign Base64 of the platform's signed answer that countersigned the base, where it is told
 */
public record HeadNode(
        long jrnlNo,
        String jrnlHash,
        long jrnlEnd,
        long baseNo,
        String baseHash,
        String links,
        List<MessageNode> mesginfo,
        @Nullable String baseSign) {
    /** Records that one message proves at most. */
    public static final int RECORDS_MAX = 512;

    /** @param medinsSetlId message id of the settlement whose own message, void or reversal the record holds */
    public record MessageNode(long jrnlNo, String medinsSetlId) {}

    public static HeadNode of(JournalProof proof) {
        return new HeadNode(
                proof.head().number(),
                proof.head().hash(),
                proof.end(),
                proof.base().number(),
                proof.base().hash(),
                Base64.getEncoder().encodeToString(proof.links().toArray()),
                proof.messages().stream()
                        .map(queued -> new MessageNode(
                                queued.record(), queued.settlement().value()))
                        .toList(),
                null);
    }

    /**
     * The same with the platform's word on the base; without it where no reader would take a text of that length.
     *
     * @param answer the signed answer as it came
     */
    public HeadNode vouchedBy(Bytes answer) {
        String text = Base64.getEncoder().encodeToString(answer.toArray());
        return text.length() > WireJson.TEXT_CHARACTERS_MAX
                ? this
                : new HeadNode(jrnlNo, jrnlHash, jrnlEnd, baseNo, baseHash, links, mesginfo, text);
    }

    /** The answer that is said to have countersigned the base, not judged yet; empty too when it is none. */
    public Optional<SignedJson> word() {
        if (baseSign == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJson.decode(Bytes.of(Base64.getDecoder().decode(baseSign))));
        } catch (IllegalArgumentException | FrameException noAnswer) {
            return Optional.empty();
        }
    }

    /** @throws MessageException when it is no proof, whether or not a true one */
    public JournalProof proof() {
        JournalProof proof;
        try {
            proof = new JournalProof(
                    new JournalHead(baseNo, baseHash),
                    new JournalHead(jrnlNo, jrnlHash),
                    jrnlEnd,
                    Bytes.of(Base64.getDecoder().decode(links)),
                    mesginfo.stream()
                            .map(node -> new JournalProof.Queued(node.jrnlNo, MessageId.parse(node.medinsSetlId)))
                            .toList());
        } catch (IllegalArgumentException malformed) {
            throw new MessageException("headinfo is no proof of a journal");
        }
        boolean sound = isHash(baseHash)
                && isHash(jrnlHash)
                && baseNo >= 0
                && jrnlEnd >= jrnlNo
                && proof.links().length() % JournalProof.LINK_BYTES == 0
                && proof.links().length() <= RECORDS_MAX * JournalProof.LINK_BYTES
                && mesginfo.stream().allMatch(node -> node.jrnlNo > baseNo && node.jrnlNo <= jrnlNo);
        if (!sound) {
            throw new MessageException("headinfo is no proof of a journal");
        }
        return proof;
    }

    private static boolean isHash(String text) {
        return text.matches("[0-9a-f]{64}");
    }
}
