package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.KilledException;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.SimulatedDisk;
import org.yibao.settlement.testing.SimulatedDisk.Fate;
import org.yibao.settlement.testing.SimulatedStore;
import org.yibao.settlement.testing.StorePorts;

/** Each restart is a power cut that spares nothing unsynced. */
class SimulatedSettlementStoreTest extends SettlementStoreContract {
    private SimulatedDisk disk = SimulatedDisk.sound(new InMemoryStore(Sales.PHARMACY, QUEUE_MAX));
    private Fate fate = Fate.DONE;

    @Override
    protected StorePorts create(int queueMax) {
        disk = new SimulatedDisk(new InMemoryStore(Sales.PHARMACY, queueMax), step -> fate);
        return disk.open().ports();
    }

    @Override
    protected StorePorts restart(StorePorts running) {
        ((SimulatedStore) running.settlements()).kill();
        disk.keep(0);
        return disk.open().ports();
    }

    @Test
    void stepThatWasWrittenAndNotSyncedIsThereAfterwardsOrNot() {
        Sale sale = sale(1);
        fate = Fate.KILLED_WRITTEN;
        assertThrows(KilledException.class, () -> accept(sale));
        assertThrows(KilledException.class, () -> store.outbox().size());
        fate = Fate.DONE;
        store = disk.open().ports();
        assertEquals(Optional.empty(), store.settlements().find(sale.id()));
        disk.keep(1);
        store = disk.open().ports();
        assertEquals(sale, find(sale).sale());
    }

    @Test
    void failedSyncClosesTheStoreUntilItIsOpenedAgain() {
        Sale sale = sale(1);
        fate = Fate.SYNC_FAILED;
        assertThrows(StoreException.class, () -> accept(sale));
        fate = Fate.DONE;
        assertEquals(Optional.empty(), store.settlements().find(sale.id()));
        assertThrows(StoreException.class, () -> accept(sale));
        assertEquals(Optional.of("a commit failed"), store.settlements().refusesBecause());
        assertEquals(Optional.empty(), restart(store).settlements().refusesBecause());
    }

    @Test
    void forgottenSyncLosesWhatTheCallerBelievesDurable() {
        fate = Fate.FORGOTTEN;
        Sale sale = accepted(1);
        fate = Fate.DONE;
        assertEquals(Optional.empty(), restart(store).settlements().find(sale.id()));
    }
}
