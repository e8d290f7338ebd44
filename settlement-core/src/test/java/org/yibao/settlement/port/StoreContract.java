package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StorePorts;

/** What the contract suites share: an opened store with room for {@value #QUEUE_MAX} messages, and short steps. */
public abstract class StoreContract {
    protected static final int QUEUE_MAX = 5;
    protected static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    protected StorePorts store;

    /** A store without content for the terminal {@link Sales#PHARMACY}. */
    protected abstract StorePorts create(int queueMax);

    /** The same store after the process ended and started again. */
    protected abstract StorePorts restart(StorePorts running);

    @BeforeEach
    void createStore() {
        store = create(QUEUE_MAX);
    }

    protected final MessageId nextId() {
        return store.ids().next(Sales.MORNING);
    }

    /** A sale to person {@code number}, whose key is {@code sale-number}; not yet given to the store. */
    protected final Sale sale(int number) {
        PersonSnapshot buyer = Persons.person(number);
        return Sales.atPharmacy().to(buyer).made(nextId(), "sale-" + number);
    }

    protected final Sale accepted(int number) {
        Sale sale = sale(number);
        accept(sale);
        return sale;
    }

    protected final Settlement accept(Sale sale) {
        return store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
    }

    protected final Settlement find(Sale sale) {
        return store.settlements().find(sale.id()).orElseThrow();
    }

    protected final Settlement findByKey(String key) {
        return store.settlements().findByKey(new IdempotencyKey(key)).orElseThrow();
    }

    /** Asserts that the step is refused and that neither journal nor outbox moved. */
    protected final <T extends Throwable> void refused(Class<T> fault, Runnable step) {
        JournalHead head = store.journal().head();
        var entries = store.outbox().entries(Integer.MAX_VALUE);
        var settlements = store.settlements().latest(Integer.MAX_VALUE);
        assertThrows(fault, step::run);
        assertEquals(head, store.journal().head());
        assertEquals(entries, store.outbox().entries(Integer.MAX_VALUE));
        assertEquals(settlements, store.settlements().latest(Integer.MAX_VALUE));
    }
}
