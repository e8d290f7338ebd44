package org.yibao.acceptance.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.platform.ledger.Effect;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.settlement.testing.InMemoryStore;

/** What the counters heard, and the proof at the end that both sides hold the same. */
final class Books {
    private static final int ALL = Integer.MAX_VALUE;
    /**
     * What a platform raises that was restored from a backup: that it was, and of a message which it forgot and whose
     * signer was renewed meanwhile that nothing vouches for it any more (decision 0010).
     */
    private static final Set<String> OF_RESTORED = Set.of("LEDGER_BEHIND", "SIGNER_NOT_CURRENT");

    private final Map<String, Told> toldOf = new HashMap<>();
    private final Map<String, SettlementState> stateOf = new HashMap<>();
    private final Map<IdempotencyKey, MessageId> madeBy = new HashMap<>();
    private final Map<IdempotencyKey, SimulatedTerminal> nothingMadeBy = new HashMap<>();
    private final Map<String, Map<String, Long>> before;
    private final Map<String, Integer> ends = new TreeMap<>();
    private int heard;

    /** @param ledger as it is before the first sale */
    Books(LedgerDatabase ledger) {
        before = standing(ledger);
    }

    /** Sales that a counter heard of. */
    int heard() {
        return heard;
    }

    /** How the settlements of a checked run ended: where each stands, and what its counter was told. */
    Map<String, Integer> ends() {
        return ends;
    }

    /** A counter hears what a key made. */
    void heard(SimulatedTerminal terminal, IdempotencyKey key, Settlement settlement) {
        MessageId made = madeBy.putIfAbsent(key, settlement.id());
        BrokenInvariant.unless(
                made == null || made.equals(settlement.id()), () -> "the key %s made two sales".formatted(key.value()));
        nothingMadeBy.remove(key);
        heard(terminal, settlement);
    }

    /** A counter hears of a settlement: its word must be durable by now, and follow the one before. */
    void heard(SimulatedTerminal terminal, Settlement settlement) {
        String id = settlement.id().value();
        Told word = settlement.told();
        Settlement durable = terminal.durable()
                .find(settlement.id())
                .orElseThrow(() -> new BrokenInvariant("a counter heard of " + id + ", which is not durable"));
        BrokenInvariant.unless(
                durable.told() == word,
                () -> "a counter heard %s of %s, durable is %s".formatted(word, id, durable.told()));
        BrokenInvariant.unless(
                durable.cancellation() != null || settlement.cancellation() == null,
                () -> "a counter heard that %s is void, and the void is not durable".formatted(id));
        Told earlier = toldOf.put(id, word);
        boolean follows = earlier == null
                || earlier == word
                || earlier == Told.NOTHING
                || (earlier == Told.DIFFERENCE && word == Told.DONE);
        BrokenInvariant.unless(follows, () -> "a counter heard %s of %s after %s".formatted(word, id, earlier));
        requireForward(id, settlement.state());
        heard++;
    }

    private void requireForward(String id, SettlementState now) {
        SettlementState earlier = stateOf.put(id, now);
        BrokenInvariant.unless(
                earlier == null || leads(earlier, now), () -> "%s went back from %s to %s".formatted(id, earlier, now));
    }

    private static boolean leads(SettlementState from, SettlementState to) {
        return from == to
                || Stream.of(SettlementState.values()).filter(from::mayBecome).anyMatch(next -> leads(next, to));
    }

    /** A key is in use again, or no answer came: what was heard of it before does not count any more. */
    void open(IdempotencyKey key) {
        nothingMadeBy.remove(key);
    }

    /** A counter hears that its call made nothing. */
    void heardNothingMade(SimulatedTerminal terminal, IdempotencyKey key, FaultCode code) {
        MessageId made = madeBy.get(key);
        BrokenInvariant.unless(
                made == null, () -> "the key %s made %s, and nothing (%s)".formatted(key.value(), made, code));
        nothingMadeBy.put(key, terminal);
    }

    /** Whether a terminal is on line and its queue empty but for what waits for an operator. */
    static boolean drained(SimulatedTerminal terminal) {
        return terminal.running().filter(RunningTerminal::online).isPresent()
                && terminal.durable().entries(ALL).stream().allMatch(OutboxEntry::setAside);
    }

    /** Everything that must hold once all is mended and drained. */
    void check(List<SimulatedTerminal> terminals, SimulatedPlatform platform) {
        LedgerDatabase ledger = platform.ledger();
        List<Entry> entries = ledger.inTransaction(tx -> new Entries(tx).all());
        Map<String, Entry> byMessage = new HashMap<>();
        for (Entry entry : entries) {
            Entry twin = byMessage.put(entry.msgid(), entry);
            BrokenInvariant.unless(twin == null, () -> "%s is booked twice".formatted(entry.msgid()));
        }
        alarms(ledger, platform.rolledBack());
        Set<String> known = new HashSet<>();
        for (SimulatedTerminal terminal : terminals) {
            new OfTerminal(terminal, platform, byMessage, known).check();
        }
        for (Entry entry : entries) {
            boolean ours = terminals.stream()
                    .anyMatch(terminal -> terminal.enrolled().key().equals(entry.terminal()));
            BrokenInvariant.unless(
                    !ours || known.contains(entry.msgid()),
                    () -> "%s %s is booked, and no terminal holds it".formatted(entry.infno(), entry.msgid()));
        }
        nothingMadeBy.forEach((key, terminal) -> BrokenInvariant.unless(
                terminal.durable().findByKey(key).isEmpty(),
                () -> "a counter heard that %s made nothing, and it did".formatted(key.value())));
        accumulators(ledger, entries);
    }

    private static void alarms(LedgerDatabase ledger, boolean rolledBack) {
        for (Terminals.Alarm alarm : ledger.inTransaction(tx -> new Terminals(tx).alarms())) {
            BrokenInvariant.unless(
                    rolledBack && OF_RESTORED.contains(alarm.code()),
                    () -> "the platform raised %s for %s".formatted(alarm.code(), alarm.msgid()));
        }
        BrokenInvariant.unless(
                ledger.inTransaction(Journals::quarantines).isEmpty(), () -> "an honest terminal is quarantined");
    }

    /** What the platform says of a person to a terminal whose queue is empty is what the terminal goes on with. */
    void agrees(SimulatedPlatform platform, PersonSnapshot snapshot) {
        platform.ledger().run(tx -> {
            People people = new People(tx);
            Amount balance =
                    people.byPsnNo(snapshot.person().psnNo()).orElseThrow().balance();
            boolean same = balance.equals(snapshot.balance())
                    && people.cum(snapshot.person().psnNo(), snapshot.year()).equals(snapshot.cum());
            BrokenInvariant.unless(same, () -> "a terminal holds another standing of a person than the platform");
        });
    }

    /** What each person has used and holds is what they began with and the sum of what is booked. */
    private void accumulators(LedgerDatabase ledger, List<Entry> entries) {
        Map<String, Map<String, Long>> expected = new TreeMap<>();
        before.forEach((person, values) -> expected.put(person, new TreeMap<>(values)));
        ledger.run(tx -> {
            for (Entry entry : entries) {
                if (entry.state() != Entry.State.REVERSED) {
                    for (Effect undoing : new Entries(tx).undoing(entry)) {
                        expected.computeIfAbsent(person(undoing), none -> new TreeMap<>())
                                .merge(undoing.year() + undoing.code(), -undoing.delta(), Long::sum);
                    }
                }
            }
        });
        expected.values().forEach(values -> values.values().removeIf(value -> value == 0));
        Map<String, Map<String, Long>> now = standing(ledger);
        for (String person : now.keySet()) {
            BrokenInvariant.unless(
                    now.get(person).equals(expected.get(person)),
                    () -> "person %s stands at %s, their entries come to %s"
                            .formatted(person.substring(person.length() - 2), now.get(person), expected.get(person)));
        }
    }

    private static String person(Effect effect) {
        return effect instanceof Effect.Accumulated accumulated
                ? accumulated.psnNo()
                : ((Effect.Credited) effect).psnNo();
    }

    private static Map<String, Map<String, Long>> standing(LedgerDatabase ledger) {
        Map<String, Map<String, Long>> standing = new TreeMap<>();
        ledger.run(tx -> {
            People people = new People(tx);
            for (Insured insured : people.all()) {
                Map<String, Long> values = new TreeMap<>();
                values.put("0", insured.balance().fen());
                for (int year = 2025; year <= 2026; year++) {
                    int ofYear = year;
                    people.cum(insured.psnNo(), year)
                            .values()
                            .forEach((code, value) -> values.put(ofYear + code, value));
                }
                values.values().removeIf(value -> value == 0);
                standing.put(insured.psnNo(), values);
            }
        });
        return standing;
    }

    /** One terminal's store beside the ledger. */
    private final class OfTerminal {
        private final SimulatedTerminal terminal;
        private final InMemoryStore store;
        private final SimulatedPlatform platform;
        private final Map<String, Entry> entries;
        private final Set<String> known;

        /** @param known gets the ids of all messages that the terminal holds */
        OfTerminal(
                SimulatedTerminal terminal, SimulatedPlatform platform, Map<String, Entry> entries, Set<String> known) {
            this.terminal = terminal;
            this.store = terminal.durable();
            this.platform = platform;
            this.entries = entries;
            this.known = known;
        }

        void check() {
            for (OutboxEntry entry : store.entries(ALL)) {
                BrokenInvariant.unless(
                        entry.setAside() && !entry.lastFault().isEmpty(),
                        () -> "%s: %s still waits, unseen"
                                .formatted(terminal.name(), entry.message().id()));
            }
            Set<MessageId> followed = new HashSet<>();
            store.followUps(ALL).forEach(settlement -> followed.add(settlement.id()));
            for (Settlement settlement : store.latest(ALL)) {
                messages(settlement).forEach(message -> known.add(message.value()));
                check(settlement, followed.contains(settlement.id()));
            }
            toldOf.forEach(this::stillTold);
        }

        private void stillTold(String id, Told word) {
            if (!id.startsWith(terminal.enrolled().key().institutionCode())
                    || MessageId.parse(id).terminal()
                            != terminal.enrolled().key().letter()) {
                return;
            }
            Settlement settlement = store.find(MessageId.parse(id))
                    .orElseThrow(() -> new BrokenInvariant("a counter heard of " + id + ", which is lost"));
            Told now = settlement.told();
            BrokenInvariant.unless(
                    now == word || word == Told.NOTHING || (word == Told.DIFFERENCE && now == Told.DONE),
                    () -> "a counter heard %s of %s, the terminal says %s".formatted(word, id, now));
        }

        private void check(Settlement settlement, boolean followed) {
            requireForward(settlement.id().value(), settlement.state());
            ends.merge(settlement.state() + ", told " + settlement.told(), 1, Integer::sum);
            if (forgotten(settlement)) {
                BrokenInvariant.unless(
                        platform.rolledBack(),
                        () -> "the platform forgot what it answered of %s".formatted(settlement.id()));
                return;
            }
            @Nullable Entry entry = entries.get(settlement.id().value());
            boolean stands = entry != null && entry.stands();
            boolean waits = !store.ofSettlement(settlement.id()).isEmpty();
            boolean sold = settlement.cancellation() == null
                    && (settlement.told() == Told.DONE || settlement.told() == Told.PROVISIONAL);
            if (sold && settlement.answer() instanceof PlatformAnswer.Booked) {
                BrokenInvariant.unless(stands, () -> "%s is sold, and not booked".formatted(settlement.id()));
            } else if (sold) {
                BrokenInvariant.unless(
                        followed || waits,
                        () -> "%s is sold and not booked, and nobody sees it".formatted(settlement.id()));
            }
            if (settlement.told() == Told.NOT_MADE || settlement.cancellation() != null) {
                BrokenInvariant.unless(
                        !stands || followed || waits,
                        () -> "%s is not made or void, and stands".formatted(settlement.id()));
            }
            if (stands && settlement.told() != Told.DONE && settlement.told() != Told.PROVISIONAL) {
                BrokenInvariant.unless(
                        followed || waits,
                        () -> "%s stands, the counter heard nothing final".formatted(settlement.id()));
            }
            if (entry != null) {
                BrokenInvariant.unless(
                        settlement.answer() == null || Objects.equals(tenders(settlement.breakdown()), entry.tenders()),
                        () -> "%s is booked with other amounts than the terminal holds".formatted(settlement.id()));
            }
            checkVoid(settlement.cancellation(), entry);
        }

        private void checkVoid(@Nullable Cancellation cancellation, @Nullable Entry settled) {
            if (cancellation == null || !(cancellation.answer() instanceof PlatformAnswer.Booked)) {
                return;
            }
            @Nullable Entry taken = entries.get(cancellation.id().value());
            BrokenInvariant.unless(
                    taken != null && settled != null && settled.state() == Entry.State.VOIDED,
                    () -> "the void %s was booked, and is not".formatted(cancellation.id()));
            BrokenInvariant.unless(
                    taken != null
                            && settled != null
                            && taken.tenders().equals(settled.tenders().negated()),
                    () -> "the void %s took back other amounts".formatted(cancellation.id()));
        }

        /** Whether the terminal holds an answer that the ledger does not know: it came from a backup. */
        private boolean forgotten(Settlement settlement) {
            return messages(settlement)
                    .filter(message -> settlement.answerTo(message) != null)
                    .anyMatch(message -> platform.ledger()
                            .inTransaction(tx -> new Messages(tx).find(message.value()))
                            .isEmpty());
        }

        private static Stream<MessageId> messages(Settlement settlement) {
            List<MessageId> messages = new ArrayList<>(List.of(settlement.id()));
            Cancellation cancellation = settlement.cancellation();
            Reversal reversal = settlement.reversal();
            if (cancellation != null) {
                messages.add(cancellation.id());
            }
            if (reversal != null) {
                messages.add(reversal.id());
            }
            return messages.stream();
        }

        private static Entry.Tenders tenders(BenefitBreakdown split) {
            return Entry.Tenders.of(split);
        }
    }
}
