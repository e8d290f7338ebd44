package org.yibao.platform;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.link.message.Transaction;
import org.yibao.platform.ledger.Effect;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.TerminalProfile;

/** Spoils the ledger on purpose, so that a day's reconciliation has something to find. */
final class Mischief {
    /** Terminals count from 0 within a second. */
    private static final int COUNTER = MessageId.COUNTER_MAX;

    private final org.yibao.platform.ledger.Transaction tx;
    private final Entries entries;

    Mischief(org.yibao.platform.ledger.Transaction tx) {
        this.tx = tx;
        this.entries = new Entries(tx);
    }

    /** As a restored ledger does: a booking and its answer were never there. */
    void forget(String msgid) {
        Entry entry = require(msgid);
        if (entry.state() == Entry.State.VOIDED) {
            throw new PlatformException("its void must be forgotten first");
        }
        entries.forget(entry);
        new Messages(tx).forget(msgid);
    }

    /** The bill, and with it what the funds pay, becomes another. */
    void alter(String msgid, Amount more) {
        entries.alter(require(msgid), more);
    }

    /** A settlement is taken back that its terminal did not take back. */
    Entry takeBack(String msgid, LocalDateTime now) {
        Entry settled = require(msgid);
        if (!settled.stands()) {
            throw new PlatformException("it does not stand");
        }
        TerminalProfile terminal = require(settled.terminal());
        List<Effect> undoing = entries.undoing(settled);
        Transaction voids = terminal.isPharmacy() ? Transaction.PHARMACY_VOID : Transaction.CLINIC_VOID;
        Entry taking = booked(
                terminal,
                voids,
                settled.psnNo(),
                settled.visitId(),
                settled.setlId(),
                settled.tenders().negated(),
                now);
        entries.book(taking, undoing);
        entries.mark(settled.setlId(), Entry.State.VOIDED);
        return taking;
    }

    /** A settlement stands under a terminal that did not make it; it moves nothing of the person. */
    Entry stray(TerminalKey key, String psnNo, Amount medfee, LocalDateTime now) {
        TerminalProfile terminal = require(key);
        Transaction settles = terminal.isPharmacy() ? Transaction.PHARMACY_SETTLE : Transaction.CLINIC_SETTLE;
        Entry.Tenders cash = new Entry.Tenders(medfee, Amount.ZERO, Amount.ZERO, Amount.ZERO, medfee);
        Entry entry = booked(terminal, settles, psnNo, "", null, cash, now);
        entries.book(entry, List.of());
        return entry;
    }

    private Entry booked(
            TerminalProfile terminal,
            Transaction transaction,
            String psnNo,
            String visit,
            @Nullable String voids,
            Entry.Tenders tenders,
            LocalDateTime now) {
        TerminalKey key = new TerminalKey(terminal.institution().code(), terminal.letter());
        String msgid = unused(key, now);
        return new Entry(
                new Serials(tx).next("setl_id", terminal.admdvs(), now),
                msgid,
                transaction.infno(),
                psnNo,
                visit.isEmpty() ? msgid : visit,
                key,
                now,
                Entry.State.BOOKED,
                voids,
                tenders);
    }

    private String unused(TerminalKey key, LocalDateTime now) {
        int counter = COUNTER;
        String msgid =
                MessageId.of(key.institutionCode(), now, key.letter(), counter).value();
        while (entries.byMsgid(msgid).isPresent()) {
            counter--;
            msgid = MessageId.of(key.institutionCode(), now, key.letter(), counter)
                    .value();
        }
        return msgid;
    }

    private Entry require(String msgid) {
        Optional<Entry> entry = entries.byMsgid(msgid);
        return entry.orElseThrow(() -> new PlatformException("nothing is booked under " + msgid));
    }

    private TerminalProfile require(TerminalKey key) {
        return new Terminals(tx).find(key).orElseThrow(() -> new PlatformException("no such terminal"));
    }
}
