package org.yibao.link;

import java.util.List;
import java.util.Optional;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.Journal;

/** A journal that was countersigned as far as it goes. */
public record FixedJournal(JournalHead head) implements Journal {
    @Override
    public JournalVerification verify() {
        return new JournalVerification.Sound(head);
    }

    @Override
    public void countersigned(JournalHead countersigned, Bytes evidence) {}

    @Override
    public Optional<Bytes> countersignature(JournalHead countersigned) {
        return Optional.empty();
    }

    @Override
    public JournalHead base() {
        return head;
    }

    @Override
    public JournalProof proof(JournalHead base, int most) {
        return new JournalProof(base, head, head.number(), Bytes.of(new byte[0]), List.of());
    }

    @Override
    public void quarantined(String reason) {}

    @Override
    public void released() {}

    @Override
    public Optional<String> quarantine() {
        return Optional.empty();
    }
}
