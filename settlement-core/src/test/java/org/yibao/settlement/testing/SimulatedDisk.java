package org.yibao.settlement.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a store outlives its process: all that was synced, and of what was written since then the beginning, as
 * far as it came (a write-ahead log is read up to its first torn frame). One thread uses it and its store.
 */
public final class SimulatedDisk {
    private final Fates fates;
    private final List<Step<?>> unsynced = new ArrayList<>();
    private InMemoryStore synced;

    /** How one step ends. */
    public enum Fate {
        DONE,
        /** The process is killed before anything of the step is written. */
        KILLED_BEFORE,
        /** It is killed when the step is written and not synced: it is there afterwards, or not. */
        KILLED_WRITTEN,
        /** It is killed when the step is durable, and before the caller hears of that. */
        KILLED_AFTER,
        /** The disk has no room: nothing happened. */
        FULL,
        /** The sync fails: the step is there after the next opening, or not, and the store takes nothing until then. */
        SYNC_FAILED,
        /** The store returns without a sync. No store may; a simulation must find out. */
        FORGOTTEN
    }

    /** Decides how steps end. */
    @FunctionalInterface
    public interface Fates {
        Fate of(String step);
    }

    /** Comes to the same on each store that holds the same. */
    @FunctionalInterface
    interface Step<T> {
        T on(InMemoryStore store);
    }

    /** @param empty what the disk holds first */
    public SimulatedDisk(InMemoryStore empty, Fates fates) {
        this.synced = empty;
        this.fates = fates;
    }

    /** Everything happens as it should. */
    public static SimulatedDisk sound(InMemoryStore empty) {
        return new SimulatedDisk(empty, step -> Fate.DONE);
    }

    /** Opens the store of a process that begins. */
    public SimulatedStore open() {
        return new SimulatedStore(this, synced.copy());
    }

    /** The process is gone, or the power: of what was written since the last sync, {@code steps} at most are there. */
    public void keep(int steps) {
        unsynced.stream().limit(steps).forEach(step -> step.on(synced));
        unsynced.clear();
    }

    /** How many steps were written since the last sync. */
    public int unsynced() {
        return unsynced.size();
    }

    /** What would be there if the power failed now and nothing unsynced had come to the disk; only to be looked at. */
    public InMemoryStore durable() {
        return synced;
    }

    Fate fate(String step) {
        return fates.of(step);
    }

    void write(Step<?> step) {
        unsynced.add(step);
    }

    void sync() {
        keep(Integer.MAX_VALUE);
    }
}
