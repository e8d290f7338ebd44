package org.yibao.platform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.certs.RecordHash;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.port.Journal;

/** A terminal's journal of texts, chained as the protocol says; {@link #copy} is what a cloned disk holds. */
final class ChainedJournal implements Journal {
    private final List<byte[]> links = new ArrayList<>();
    private final List<JournalHead> heads = new ArrayList<>(List.of(JournalHead.EMPTY));
    private final List<JournalProof.Queued> messages = new ArrayList<>();
    private final Map<JournalHead, Bytes> countersignatures = new HashMap<>();
    private JournalHead base = JournalHead.EMPTY;
    private Optional<String> quarantine = Optional.empty();

    synchronized ChainedJournal copy() {
        ChainedJournal copy = new ChainedJournal();
        copy.links.addAll(links);
        copy.heads.clear();
        copy.heads.addAll(heads);
        copy.messages.addAll(messages);
        copy.countersignatures.putAll(countersignatures);
        copy.base = base;
        return copy;
    }

    /** Appends a record that holds no message. */
    synchronized ChainedJournal note(String content) {
        byte[] link = Sm3.digest(content.getBytes(StandardCharsets.UTF_8)).bytes();
        byte[] previous = HexFormat.of().parseHex(head().hash());
        heads.add(new JournalHead(heads.size(), RecordHash.of(previous, link).hex()));
        links.add(link);
        return this;
    }

    /** Appends the record of a settlement's message, and gives the head before it. */
    synchronized JournalHead queue(MessageId settlement) {
        JournalHead before = head();
        messages.add(new JournalProof.Queued(heads.size(), settlement));
        note(settlement.value());
        return before;
    }

    @Override
    public synchronized JournalHead head() {
        return heads.get(heads.size() - 1);
    }

    @Override
    public JournalVerification verify() {
        return new JournalVerification.Sound(head());
    }

    @Override
    public synchronized void countersigned(JournalHead head, Bytes evidence) {
        base = head;
        countersignatures.putIfAbsent(head, evidence);
    }

    @Override
    public synchronized Optional<Bytes> countersignature(JournalHead head) {
        return Optional.ofNullable(countersignatures.get(head));
    }

    @Override
    public synchronized JournalHead base() {
        return base;
    }

    @Override
    public synchronized JournalProof proof(JournalHead from, int most) {
        int first = (int) from.number();
        int last = Math.min(links.size(), first + most);
        byte[] bytes = new byte[Math.max(0, last - first) * JournalProof.LINK_BYTES];
        for (int at = first; at < last; at++) {
            System.arraycopy(links.get(at), 0, bytes, (at - first) * JournalProof.LINK_BYTES, JournalProof.LINK_BYTES);
        }
        return new JournalProof(
                from,
                first < last ? heads.get(last) : head(),
                links.size(),
                Bytes.of(bytes),
                messages.stream()
                        .filter(queued -> queued.record() > first && queued.record() <= last)
                        .toList());
    }

    @Override
    public synchronized void quarantined(String reason) {
        quarantine = Optional.of(reason);
    }

    @Override
    public synchronized void released() {
        quarantine = Optional.empty();
    }

    @Override
    public synchronized Optional<String> quarantine() {
        return quarantine;
    }
}
