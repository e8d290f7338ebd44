package org.yibao.settlement.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.IllegalTransitionException;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.DuplicateKeyException;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PersonSnapshots;
import org.yibao.settlement.port.QueueFullException;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;

/**
 * The five ports of the store in memory; passes the same contract suite as the real one. Its journal is chained
 * with SHA-256 in place of SM3 and holds only what each step was.
 */
public final class InMemoryStore implements MessageIds, SettlementStore, Outbox, PersonSnapshots, Journal {
    private static final Set<String> MESSAGES = Set.of("ACCEPTED", "VOIDED", "REVERSING");

    private final TerminalProfile terminal;
    private final int queueMax;
    private final BinaryOperator<byte[]> chain;

    private final Map<MessageId, Settlement> settlements = new LinkedHashMap<>();
    private final Map<IdempotencyKey, MessageId> keys = new HashMap<>();
    private final Map<MessageId, MessageId> settlementOfMessage = new HashMap<>();
    private final Map<MessageId, OutboxEntry> waiting = new LinkedHashMap<>();
    private final Map<MessageId, SignedMessage> messages = new HashMap<>();
    private final Map<String, PersonSnapshot> persons = new HashMap<>();
    private final List<Noted> records = new ArrayList<>();
    private final List<JournalHead> heads = new ArrayList<>(List.of(JournalHead.EMPTY));
    private final Map<MessageId, Long> acceptedAt = new HashMap<>();
    private final Map<MessageId, Long> undoneAt = new HashMap<>();
    private final Map<JournalHead, Bytes> countersignatures = new HashMap<>();
    private JournalHead base = JournalHead.EMPTY;
    private Optional<String> quarantine = Optional.empty();
    private @Nullable MessageId lastId;

    private record Noted(String kind, Settlement after) {
        byte[] digest() {
            return sha256((kind + " " + after.id() + " " + after.state() + " " + after.told())
                    .getBytes(StandardCharsets.UTF_8));
        }

        boolean queues() {
            return MESSAGES.contains(kind);
        }
    }

    /** @param queueMax entries that may wait for the platform */
    public InMemoryStore(TerminalProfile terminal, int queueMax) {
        this(terminal, queueMax, InMemoryStore::chained);
    }

    /** @param chain the hash of a record, of the one before it and its link, 32 bytes each */
    public InMemoryStore(TerminalProfile terminal, int queueMax, BinaryOperator<byte[]> chain) {
        this.terminal = terminal;
        this.queueMax = queueMax;
        this.chain = chain;
    }

    /** Another store that holds the same, and goes its own way from here. */
    public synchronized InMemoryStore copy() {
        InMemoryStore copy = new InMemoryStore(terminal, queueMax, chain);
        copy.settlements.putAll(settlements);
        copy.keys.putAll(keys);
        copy.settlementOfMessage.putAll(settlementOfMessage);
        copy.waiting.putAll(waiting);
        copy.messages.putAll(messages);
        copy.persons.putAll(persons);
        copy.records.addAll(records);
        copy.heads.clear();
        copy.heads.addAll(heads);
        copy.acceptedAt.putAll(acceptedAt);
        copy.undoneAt.putAll(undoneAt);
        copy.countersignatures.putAll(countersignatures);
        copy.base = base;
        copy.quarantine = quarantine;
        copy.lastId = lastId;
        return copy;
    }

    @Override
    public synchronized MessageId next(LocalDateTime now) {
        MessageId next = lastId == null
                ? MessageId.of(terminal.institution().code(), now.withNano(0), terminal.letter(), 0)
                : lastId.next(now);
        lastId = next;
        return next;
    }

    @Override
    public synchronized Settlement accept(
            Sale sale, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        requireNew(sale.id());
        requireUnused(sale.key());
        requireRoom();
        Settlement settlement = Settlement.recorded(sale);
        SignedMessage made = made(sale.id(), message);
        append("ACCEPTED", settlement);
        keys.put(sale.key(), sale.id());
        enqueue(made, settlement);
        remember(after);
        return settlement;
    }

    @Override
    public synchronized Settlement voided(
            Cancellation cancellation, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        requireNew(cancellation.id());
        requireUnused(cancellation.key());
        requireRoom();
        Settlement voided = known(cancellation.settlement()).voidedBy(cancellation);
        SignedMessage made = made(cancellation.id(), message);
        append("VOIDED", voided);
        keys.put(cancellation.key(), voided.id());
        enqueue(made, voided);
        remember(after);
        return voided;
    }

    @Override
    public synchronized Settlement reversing(
            Reversal reversal, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
        requireNew(reversal.id());
        Settlement reversing = known(reversal.settlement()).reversing(reversal);
        SignedMessage made = made(reversal.id(), message);
        append("REVERSING", reversing);
        waiting.remove(reversing.id());
        enqueue(made, reversing);
        remember(after);
        return reversing;
    }

    @Override
    public synchronized void attempted(MessageId message, Instant now) {
        OutboxEntry entry = waiting.get(message);
        if (entry == null || entry.setAside() || isBehindItsSale(entry)) {
            throw new IllegalTransitionException(message + " does not wait for its turn");
        }
        move(message, Settlement::submitted);
        replace(entry, entry.attempts() + 1, entry.nextAttempt(), entry.lastFault(), false);
    }

    private boolean isBehindItsSale(OutboxEntry entry) {
        return !isSale(entry) && waiting.containsKey(entry.settlement());
    }

    @Override
    public synchronized void postponed(MessageId message, Instant next, String fault, boolean mayHaveArrived) {
        OutboxEntry entry = waiting.get(message);
        if (entry == null) {
            return;
        }
        if (mayHaveArrived) {
            move(message, Settlement::doubted);
        }
        replace(entry, entry.attempts(), next, fault, entry.setAside());
    }

    @Override
    public synchronized void setAside(MessageId message, String fault) {
        OutboxEntry entry = waiting.get(message);
        if (entry != null) {
            replace(entry, entry.attempts(), entry.nextAttempt(), fault, true);
        }
    }

    @Override
    public synchronized Settlement intervened(Intervention intervention, Instant next) {
        OutboxEntry entry = waiting.get(intervention.message());
        boolean aside = intervention.kind() == Intervention.Kind.SET_ASIDE;
        if (entry == null || entry.setAside() == aside) {
            throw new IllegalTransitionException(intervention.message() + " is where it was put");
        }
        Settlement settlement = known(entry.settlement());
        append(intervention.kind().name(), settlement);
        String fault = aside ? intervention.reason() : entry.lastFault();
        replace(entry, entry.attempts(), aside ? entry.nextAttempt() : next, fault, aside);
        return settlement;
    }

    @Override
    public synchronized Settlement answered(
            MessageId message, PlatformAnswer answer, Bytes evidence, @Nullable PersonSnapshot after) {
        Settlement before = known(settlementOfMessage.getOrDefault(message, message));
        Settlement heard = before.answeredBy(message, answer);
        if (!heard.equals(before)) {
            append("ANSWERED", heard);
            waiting.remove(message);
            if (after != null) {
                remember(after);
            }
        }
        return heard;
    }

    @Override
    public synchronized Settlement resent(Resubmission resubmission) {
        requireRoom();
        MessageId message = resubmission.message();
        Settlement before = known(settlementOfMessage.getOrDefault(message, message));
        Settlement resent = before.resent(message);
        append("RESENT", resent);
        enqueue(Objects.requireNonNull(messages.get(message)), resent);
        return resent;
    }

    @Override
    public synchronized Settlement told(MessageId settlement, Told word) {
        Settlement before = known(settlement);
        return appendIfMoved("TOLD", before, before.toldCounter(word));
    }

    @Override
    public synchronized Settlement confirmed(Confirmation confirmation) {
        Settlement before = known(confirmation.settlement());
        return appendIfMoved("CONFIRMED", before, before.confirmedBy(confirmation));
    }

    @Override
    public synchronized Settlement closed(Closure closure) {
        Settlement before = known(closure.settlement());
        return appendIfMoved("CLOSED", before, before.closedBy(closure));
    }

    @Override
    public synchronized Settlement decided(MessageId message, Closure closure) {
        OutboxEntry entry = waiting.get(message);
        if (entry == null || !entry.setAside() || !entry.settlement().equals(closure.settlement())) {
            throw new IllegalTransitionException(message + " is not set aside");
        }
        Settlement decided = known(closure.settlement()).decidedBy(closure);
        append("DECIDED", decided);
        waiting.values().removeIf(other -> other.settlement().equals(decided.id()));
        return decided;
    }

    @Override
    public synchronized Optional<Settlement> find(MessageId settlement) {
        return Optional.ofNullable(settlements.get(settlement));
    }

    @Override
    public synchronized Optional<Settlement> findByKey(IdempotencyKey key) {
        return Optional.ofNullable(keys.get(key)).map(settlements::get);
    }

    @Override
    public synchronized List<Settlement> latest(int limit) {
        List<Settlement> newestFirst = new ArrayList<>(settlements.values());
        Collections.reverse(newestFirst);
        return newestFirst.stream().limit(limit).toList();
    }

    @Override
    public synchronized List<Settlement> followUps(int limit) {
        return settlements.values().stream()
                .filter(Settlement::needsFollowUp)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Settlement> ofDay(LocalDate day) {
        return settlements.values().stream()
                .filter(settlement -> isOf(day, settlement.id())
                        || (settlement.cancellation() != null
                                && isOf(day, settlement.cancellation().id())))
                .toList();
    }

    private static boolean isOf(LocalDate day, MessageId message) {
        return message.second().toLocalDate().equals(day);
    }

    @Override
    public synchronized List<Journalled> inOrder(long after, int limit) {
        return settlements.values().stream()
                .map(this::journalled)
                .filter(settlement -> settlement.accepted() > after)
                .limit(limit)
                .toList();
    }

    private Journalled journalled(Settlement settlement) {
        Long undone = undoneAt.get(settlement.id());
        long accepted = acceptedAt.getOrDefault(settlement.id(), 0L);
        return new Journalled(settlement, accepted, undone == null ? OptionalLong.empty() : OptionalLong.of(undone));
    }

    @Override
    public synchronized Optional<String> refusesBecause() {
        return Optional.empty();
    }

    @Override
    public synchronized List<OutboxEntry> entries(int limit) {
        return waiting.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized List<OutboxEntry> inTurn(int limit) {
        Set<MessageId> held = new HashSet<>();
        List<OutboxEntry> turning = new ArrayList<>();
        for (OutboxEntry entry : waiting.values()) {
            if (entry.setAside()) {
                held.add(entry.settlement());
            } else if (turning.size() < limit && !held.contains(entry.settlement()) && !isBeforeItsSale(entry)) {
                turning.add(entry);
            }
        }
        return turning;
    }

    /** Its sale was queued again after it. */
    private boolean isBeforeItsSale(OutboxEntry entry) {
        OutboxEntry sale = waiting.get(entry.settlement());
        return sale != null && sale.sequence() > entry.sequence();
    }

    @Override
    public synchronized List<OutboxEntry> inDoubt(int limit) {
        Set<MessageId> chosen = new HashSet<>();
        waiting.values().stream()
                .filter(OutboxEntry::setAside)
                .limit(limit)
                .forEach(entry -> chosen.add(entry.message().id()));
        waiting.values().stream()
                .limit(limit)
                .filter(entry -> entry.attempts() > 0)
                .forEach(entry -> chosen.add(entry.message().id()));
        return waiting.values().stream()
                .filter(entry -> chosen.contains(entry.message().id()))
                .toList();
    }

    @Override
    public synchronized boolean holdsFor(String psnNo) {
        return waiting.values().stream().anyMatch(entry -> entry.person().equals(psnNo));
    }

    @Override
    public synchronized boolean holdsFor(String psnNo, MessageId besides) {
        return waiting.values().stream()
                .anyMatch(entry ->
                        entry.person().equals(psnNo) && !entry.message().id().equals(besides));
    }

    @Override
    public synchronized Optional<OutboxEntry> entry(MessageId message) {
        return Optional.ofNullable(waiting.get(message));
    }

    @Override
    public synchronized List<OutboxEntry> ofSettlement(MessageId settlement) {
        return waiting.values().stream()
                .filter(entry -> entry.settlement().equals(settlement))
                .toList();
    }

    @Override
    public synchronized QueueStanding standing(int attempts) {
        List<OutboxEntry> turning =
                waiting.values().stream().filter(entry -> !entry.setAside()).toList();
        return new QueueStanding(
                waiting.size(),
                waiting.size() - turning.size(),
                (int) turning.stream()
                        .filter(entry -> entry.attempts() >= attempts)
                        .count(),
                turning.stream().findFirst().map(entry -> entry.message().id()),
                oldest(InMemoryStore::isSale),
                oldest(entry -> !isSale(entry)));
    }

    private static boolean isSale(OutboxEntry entry) {
        return entry.message().id().equals(entry.settlement());
    }

    private Optional<MessageId> oldest(Predicate<OutboxEntry> kind) {
        return waiting.values().stream()
                .filter(kind)
                .findFirst()
                .map(entry -> entry.message().id());
    }

    @Override
    public synchronized Amount unanswered() {
        return unanswered(sale -> true);
    }

    @Override
    public synchronized Amount unanswered(String psnNo, LocalDate day) {
        return unanswered(sale -> sale.person().person().psnNo().equals(psnNo)
                && sale.madeAt().toLocalDate().equals(day));
    }

    private Amount unanswered(Predicate<Sale> counts) {
        return settlements.values().stream()
                .filter(Settlement::unanswered)
                .map(Settlement::sale)
                .filter(counts)
                .map(sale -> sale.quote().breakdown().medfeeSumamt())
                .reduce(Amount.ZERO, Amount::plus);
    }

    @Override
    public synchronized int size() {
        return waiting.size();
    }

    @Override
    public synchronized void remember(PersonSnapshot snapshot) {
        persons.values().removeIf(known -> known.identityNumber().equals(snapshot.identityNumber()));
        persons.put(snapshot.person().psnNo(), snapshot);
    }

    @Override
    public synchronized Optional<PersonSnapshot> findByIdentityNumber(String identityNumber) {
        return persons.values().stream()
                .filter(known -> known.identityNumber().equals(identityNumber))
                .findFirst();
    }

    @Override
    public synchronized Optional<PersonSnapshot> findByPsnNo(String psnNo) {
        return Optional.ofNullable(persons.get(psnNo));
    }

    @Override
    public synchronized JournalHead head() {
        return heads.get(heads.size() - 1);
    }

    @Override
    public synchronized JournalVerification verify() {
        for (int number = 1; number < heads.size(); number++) {
            if (!following(heads.get(number - 1), records.get(number - 1)).equals(heads.get(number))) {
                return new JournalVerification.Broken(number, "the record does not fit its hash");
            }
        }
        return new JournalVerification.Sound(head());
    }

    @Override
    public synchronized void countersigned(JournalHead head, Bytes evidence) {
        if (head.number() >= heads.size() || !heads.get((int) head.number()).equals(head)) {
            throw new StoreException("no head of this journal: " + head.number());
        }
        base = head.number() > base.number() ? head : base;
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
        ByteBuffer links = ByteBuffer.allocate(records.size() * JournalProof.LINK_BYTES);
        List<JournalProof.Queued> messages = new ArrayList<>();
        long last = Math.min(records.size(), from.number() + most);
        for (long number = from.number() + 1; number <= last; number++) {
            Noted record = records.get((int) number - 1);
            links.put(record.digest());
            if (record.queues()) {
                messages.add(new JournalProof.Queued(number, record.after().id()));
            }
        }
        byte[] bytes = Arrays.copyOf(links.array(), links.position());
        return new JournalProof(from, heads.get((int) last), records.size(), Bytes.of(bytes), messages);
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

    private SignedMessage made(MessageId id, Function<JournalHead, SignedMessage> message) {
        SignedMessage made = message.apply(head());
        if (!made.id().equals(id)) {
            throw new IllegalArgumentException("the message of " + id + " names " + made.id());
        }
        return made;
    }

    private void requireNew(MessageId id) {
        if (settlementOfMessage.containsKey(id)) {
            throw new StoreException("recorded before: " + id);
        }
    }

    private void requireUnused(IdempotencyKey key) {
        if (keys.containsKey(key)) {
            throw new DuplicateKeyException("the key made a record before");
        }
    }

    private void requireRoom() {
        if (waiting.size() >= queueMax) {
            throw new QueueFullException("the outbox holds " + queueMax + " messages");
        }
    }

    private Settlement known(MessageId id) {
        Settlement settlement = settlements.get(id);
        if (settlement == null) {
            throw new IllegalTransitionException("no settlement " + id);
        }
        return settlement;
    }

    private void enqueue(SignedMessage message, Settlement settlement) {
        String person = settlement.sale().person().person().psnNo();
        settlementOfMessage.put(message.id(), settlement.id());
        messages.put(message.id(), message);
        waiting.put(
                message.id(),
                new OutboxEntry(
                        records.size(),
                        message,
                        settlement.id(),
                        person,
                        0,
                        Instant.EPOCH,
                        "",
                        false,
                        settlement.atRisk()));
    }

    private void replace(OutboxEntry entry, int attempts, Instant next, String fault, boolean setAside) {
        waiting.put(
                entry.message().id(),
                new OutboxEntry(
                        entry.sequence(),
                        entry.message(),
                        entry.settlement(),
                        entry.person(),
                        attempts,
                        next,
                        fault,
                        setAside,
                        entry.atRisk()));
    }

    /** Attempts move the settlement whose own message it is, and are no history. */
    private void move(MessageId message, UnaryOperator<Settlement> step) {
        settlements.computeIfPresent(message, (id, settlement) -> step.apply(settlement));
    }

    private Settlement appendIfMoved(String kind, Settlement before, Settlement after) {
        if (!after.equals(before)) {
            append(kind, after);
        }
        return after;
    }

    private void append(String kind, Settlement after) {
        Noted record = new Noted(kind, after);
        heads.add(following(head(), record));
        records.add(record);
        settlements.put(after.id(), after);
        acceptedAt.putIfAbsent(after.id(), head().number());
        if (!after.stands()) {
            undoneAt.putIfAbsent(after.id(), head().number());
        }
    }

    private JournalHead following(JournalHead head, Noted record) {
        return following(head, record.digest(), chain);
    }

    /** The head after a record with this link, as this store chains unless it is told otherwise. */
    public static JournalHead following(JournalHead head, byte[] link) {
        return following(head, link, InMemoryStore::chained);
    }

    private static JournalHead following(JournalHead head, byte[] link, BinaryOperator<byte[]> chain) {
        byte[] previous = HexFormat.of().parseHex(head.hash());
        return new JournalHead(head.number() + 1, HexFormat.of().formatHex(chain.apply(previous, link)));
    }

    private static byte[] chained(byte[] previous, byte[] link) {
        return sha256(ByteBuffer.allocate(2 * JournalProof.LINK_BYTES)
                .put(previous)
                .put(link)
                .array());
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
