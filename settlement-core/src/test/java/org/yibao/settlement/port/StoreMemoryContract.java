package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

/** {@link MessageIds}, {@link Outbox}, {@link PersonSnapshots} and {@link Journal} of one store. */
public abstract class StoreMemoryContract extends StoreContract {
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 3, 2, 9, 0, 0);

    @Test
    void firstIdNamesInstitutionSecondTerminalAndCounterZero() {
        assertEquals(
                "P3701020000120260302090000A000",
                store.ids().next(NINE.plusNanos(999_999_999)).value());
    }

    @Test
    void idsOfOneSecondAreCounted() {
        store.ids().next(NINE);
        assertEquals("P3701020000120260302090000A001", store.ids().next(NINE).value());
        assertEquals(
                "P3701020000120260302090001A000",
                store.ids().next(NINE.plusSeconds(1)).value());
    }

    @Test
    void noIdRepeatsAfterAClockStepBackOrARestart() {
        List<MessageId> given = new ArrayList<>();
        LocalDateTime[] clock = {NINE, NINE.minusDays(1), NINE, LocalDateTime.of(1970, 1, 1, 0, 0), NINE.plusSeconds(1)
        };
        for (LocalDateTime now : clock) {
            given.add(store.ids().next(now));
            store = restart(store);
            given.add(store.ids().next(now));
        }
        assertEquals(given.stream().sorted().distinct().toList(), given);
    }

    /** Row 9: the ends of days, months and years, 1970 and 2038, in any order. */
    @Test
    void idsRiseWhereverTheClockGoes() {
        List<LocalDateTime> edges = List.of(
                LocalDateTime.of(1970, 1, 1, 0, 0),
                LocalDateTime.of(2026, 2, 28, 23, 59, 59),
                LocalDateTime.of(2026, 12, 31, 23, 59, 59),
                LocalDateTime.of(2028, 2, 29, 23, 59, 59),
                LocalDateTime.of(2038, 1, 19, 11, 14, 7));
        Random random = new Random(9);
        MessageId last = store.ids().next(edges.get(0));
        for (int given = 0; given < 400; given++) {
            LocalDateTime now = edges.get(random.nextInt(edges.size())).plusSeconds(random.nextInt(-1, 3));
            MessageId next = store.ids().next(now);
            assertTrue(next.compareTo(last) > 0, next + " after " + last + " at " + now);
            last = next;
        }
    }

    @Test
    void entriesComeInTheOrderOfAcceptanceWithTheBytesUnchanged() {
        Sale first = accepted(1);
        Sale second = accepted(2);
        store.settlements().setAside(first.id(), "poisoned");
        store = restart(store);
        List<OutboxEntry> entries = store.outbox().entries(10);
        assertEquals(Sales.message(first), entries.get(0).message());
        assertTrue(entries.get(0).setAside());
        assertEquals(
                new OutboxEntry(
                        entries.get(1).sequence(),
                        Sales.message(second),
                        second.id(),
                        second.person().person().psnNo(),
                        0,
                        Instant.EPOCH,
                        "",
                        false,
                        find(second).atRisk()),
                entries.get(1));
        assertTrue(entries.get(0).sequence() < entries.get(1).sequence());
        assertEquals(List.of(entries.get(0)), store.outbox().entries(1));
        assertEquals(2, store.outbox().size());
    }

    @Test
    void emptyOutboxHasNoEntries() {
        assertEquals(List.of(), store.outbox().entries(10));
        assertEquals(0, store.outbox().size());
    }

    @Test
    void rememberedPersonIsFoundByBothNumbersAlsoAfterARestart() {
        PersonSnapshot person = Persons.person(1);
        store.persons().remember(person);
        store.persons().remember(Persons.person(2));
        store = restart(store);
        assertEquals(
                Optional.of(person), store.persons().findByPsnNo(person.person().psnNo()));
        assertEquals(Optional.of(person), store.persons().findByIdentityNumber(person.identityNumber()));
    }

    @Test
    void unknownPersonIsNotFound() {
        store.persons().remember(Persons.person(1));
        assertEquals(Optional.empty(), store.persons().findByPsnNo(Persons.identityNumber(1)));
        assertEquals(Optional.empty(), store.persons().findByIdentityNumber(Persons.identityNumber(2)));
    }

    @Test
    void whatThePlatformSaysReplacesWhatWasKnown() {
        Sale sale = accepted(1);
        store.persons().remember(sale.person());
        assertEquals(
                Optional.of(sale.person()),
                store.persons().findByIdentityNumber(sale.person().identityNumber()));
    }

    @Test
    void personWhoChangedThePersonNumberIsFoundByTheNewOneOnly() {
        PersonSnapshot old = Persons.person(1);
        PersonSnapshot moved = new PersonSnapshot(
                Persons.person(2).person(),
                old.name(),
                old.identityNumber(),
                false,
                2026,
                old.cum(),
                old.balance(),
                old.family(),
                old.asOf());
        store.persons().remember(old);
        store.persons().remember(moved);
        assertEquals(Optional.of(moved), store.persons().findByIdentityNumber(old.identityNumber()));
        assertEquals(Optional.empty(), store.persons().findByPsnNo(old.person().psnNo()));
    }

    @Test
    void emptyJournalIsSound() {
        assertEquals(JournalHead.EMPTY, store.journal().head());
        assertEquals(
                new JournalVerification.Sound(JournalHead.EMPTY),
                store.journal().verify());
    }

    @Test
    void eachStepOfHistoryIsOneRecord() {
        Sale sale = sale(1);
        accept(sale);
        assertEquals(1, store.journal().head().number());
        store.settlements().told(sale.id(), Told.PROVISIONAL);
        assertEquals(2, store.journal().head().number());
        store.settlements().answered(sale.id(), Sales.bookedOtherwise(sale), Sales.evidence("answer"), null);
        assertEquals(3, store.journal().head().number());
        store.settlements().closed(Sales.closure(sale));
        assertEquals(4, store.journal().head().number());
        var cancellation = Sales.cancellation(sale, nextId(), "void-1");
        store.settlements().voided(cancellation, before -> Sales.message(cancellation), sale.person());
        assertEquals(5, store.journal().head().number());
        Sale doubtful = accepted(2);
        store.settlements().told(doubtful.id(), Told.NOT_MADE);
        var reversal = Sales.reversal(doubtful, nextId());
        store.settlements().reversing(reversal, before -> Sales.message(reversal), doubtful.person());
        assertEquals(8, store.journal().head().number());
        assertSound();
        JournalHead head = store.journal().head();
        store = restart(store);
        assertEquals(head, store.journal().head());
        assertSound();
    }

    @Test
    void attemptsAndPersonsAreNoHistory() {
        Sale sale = accepted(1);
        JournalHead head = store.journal().head();
        store.settlements().attempted(sale.id(), NOON);
        store.settlements().postponed(sale.id(), NOON, "no answer", true);
        store.settlements().setAside(sale.id(), "poisoned");
        store.persons().remember(Persons.person(3));
        nextId();
        assertEquals(head, store.journal().head());
        assertSound();
    }

    @Test
    void headsDiffer() {
        accepted(1);
        JournalHead first = store.journal().head();
        accepted(2);
        assertNotEquals(first.hash(), store.journal().head().hash());
    }

    @Test
    void headIsCountersignedLaterAndTwice() {
        accepted(1);
        JournalHead head = store.journal().head();
        accepted(2);
        store.journal().countersigned(head, Sales.evidence("platform's word"));
        store.journal().countersigned(head, Sales.evidence("platform's word, again"));
        assertSound();
    }

    @Test
    void headOfAnotherJournalIsNotKept() {
        accepted(1);
        JournalHead head = store.journal().head();
        refused(
                StoreException.class,
                () -> store.journal()
                        .countersigned(new JournalHead(1, "f".repeat(64)), Sales.evidence("platform's word")));
        refused(
                StoreException.class,
                () -> store.journal()
                        .countersigned(new JournalHead(2, head.hash()), Sales.evidence("platform's word")));
    }

    /** The head that follows {@code before} by a record with this link, as this store chains. */
    protected abstract JournalHead following(JournalHead before, byte[] link);

    @Test
    void linksLeadFromAnyHeadToTheEndAndNameTheMessages() {
        Sale first = accepted(1);
        store.settlements().told(first.id(), Told.PROVISIONAL);
        JournalHead middle = store.journal().head();
        Sale second = accepted(2);
        JournalHead end = store.journal().head();
        assertEquals(
                new JournalProof(
                        JournalHead.EMPTY,
                        end,
                        3,
                        store.journal().proof(JournalHead.EMPTY, 3).links(),
                        List.of(new JournalProof.Queued(1, first.id()), new JournalProof.Queued(3, second.id()))),
                store.journal().proof(JournalHead.EMPTY, 3));
        assertProves(JournalHead.EMPTY, end, 3);
        assertProves(middle, end, 3);
        assertProves(JournalHead.EMPTY, middle, 2);
        assertProves(end, end, 1);
    }

    private void assertProves(JournalHead base, JournalHead head, int most) {
        JournalProof proof = store.journal().proof(base, most);
        byte[] links = proof.links().toArray();
        JournalHead reached = base;
        for (int at = 0; at < links.length; at += JournalProof.LINK_BYTES) {
            reached = following(reached, Arrays.copyOfRange(links, at, at + JournalProof.LINK_BYTES));
        }
        assertEquals(head, reached);
        assertEquals(head, proof.head());
        assertEquals(store.journal().head().number(), proof.end());
        assertEquals(head.equals(store.journal().head()), proof.isWhole());
    }

    @Test
    void proofsStartAtTheHeadThatWasCountersignedLast() {
        assertEquals(JournalHead.EMPTY, store.journal().base());
        store.journal().countersigned(JournalHead.EMPTY, Sales.evidence("platform's word"));
        accepted(1);
        JournalHead first = store.journal().head();
        accepted(2);
        store.journal().countersigned(store.journal().head(), Sales.evidence("platform's word"));
        store.journal().countersigned(first, Sales.evidence("platform's word, late"));
        store = restart(store);
        assertEquals(store.journal().head(), store.journal().base());
    }

    @Test
    void firstWordOnAHeadIsTheOneThatIsKept() {
        accepted(1);
        JournalHead first = store.journal().head();
        accepted(2);
        JournalHead second = store.journal().head();
        store.journal().countersigned(first, Sales.evidence("platform's word"));
        store.journal().countersigned(first, Sales.evidence("platform's word, again"));
        store = restart(store);
        assertEquals(
                Optional.of(Sales.evidence("platform's word")), store.journal().countersignature(first));
        assertEquals(Optional.empty(), store.journal().countersignature(second));
        assertEquals(Optional.empty(), store.journal().countersignature(new JournalHead(1, second.hash())));
    }

    @Test
    void quarantineOutlivesARestartAndIsNoHistory() {
        accepted(1);
        JournalHead head = store.journal().head();
        assertEquals(Optional.empty(), store.journal().quarantine());
        store.journal().quarantined("first word");
        store.journal().quarantined("second word");
        store = restart(store);
        assertEquals(Optional.of("second word"), store.journal().quarantine());
        assertEquals(head, store.journal().head());
        store.journal().released();
        store = restart(store);
        assertEquals(Optional.empty(), store.journal().quarantine());
        assertSound();
    }

    @Test
    void threadsThatSellAtOnceLoseNothing() throws Exception {
        int threads = 4;
        int salesEach = 10;
        int all = threads * salesEach;
        store = create(all);
        ExecutorService tills = Executors.newFixedThreadPool(threads);
        List<Callable<List<MessageId>>> work = new ArrayList<>();
        for (int till = 0; till < threads; till++) {
            int first = till * salesEach + 1;
            work.add(() -> sell(first, salesEach));
        }
        List<MessageId> sold = new ArrayList<>();
        for (Future<List<MessageId>> till : tills.invokeAll(work)) {
            sold.addAll(till.get());
        }
        tills.shutdown();
        assertEquals(all, new HashSet<>(sold).size());
        assertEquals(all, store.outbox().size());
        assertEquals(all, store.journal().head().number());
        assertSound();
    }

    private List<MessageId> sell(int first, int count) {
        List<MessageId> sold = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            sold.add(accepted(number).id());
        }
        return sold;
    }

    private void assertSound() {
        assertEquals(
                new JournalVerification.Sound(store.journal().head()),
                store.journal().verify());
    }
}
