package org.yibao.terminal.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the acts of a shelf amount to. An activation counts from its day until the next one's; of two for one day
 * the later made counts, and one that was taken back never does.
 */
public final class ShelfHistory {
    private final List<ShelfAct> acts;

    ShelfHistory(List<ShelfAct> acts) {
        this.acts = List.copyOf(acts);
    }

    /** All of them, in order. */
    public List<ShelfAct> acts() {
        return acts;
    }

    /** In the order in which they came in. */
    public List<ShelfAct.Install> installed() {
        return acts.stream()
                .filter(ShelfAct.Install.class::isInstance)
                .map(ShelfAct.Install.class::cast)
                .toList();
    }

    /** Bundles that this one installed and no activation ever named, in the order in which they came in. */
    public List<BundleVersion> waiting(String by) {
        Set<BundleVersion> named = acts.stream()
                .filter(ShelfAct.Activate.class::isInstance)
                .flatMap(act -> act.bundles().stream())
                .collect(Collectors.toSet());
        return installed().stream()
                .filter(act -> act.by().equals(by))
                .map(ShelfAct.Install::bundle)
                .filter(bundle -> !named.contains(bundle))
                .toList();
    }

    Optional<ShelfAct.Install> installed(String id, String version) {
        return installed().stream()
                .filter(act ->
                        act.bundle().id().equals(id) && act.bundle().version().equals(version))
                .findFirst();
    }

    /** The one that came in last. */
    Optional<ShelfAct.Install> newest(String id) {
        return installed().stream().filter(act -> act.bundle().id().equals(id)).reduce((older, newer) -> newer);
    }

    /** The activation that counts on a day. */
    public Optional<ShelfAct.Activate> activeOn(LocalDate day) {
        return standing().stream()
                .filter(act -> !act.on().isAfter(day))
                .max(Comparator.comparing(ShelfAct.Activate::on).thenComparing(ShelfAct.Activate::number));
    }

    /** The first activation that takes over after a day. */
    public Optional<ShelfAct.Activate> nextAfter(LocalDate day) {
        return standing().stream()
                .filter(act -> act.on().isAfter(day))
                .min(Comparator.comparing(ShelfAct.Activate::on)
                        .thenComparing(
                                Comparator.comparing(ShelfAct.Activate::number).reversed()));
    }

    /** Activations that were not taken back, as made. */
    List<ShelfAct.Activate> standing() {
        Set<Long> takenBack = acts.stream()
                .filter(ShelfAct.Rollback.class::isInstance)
                .map(act -> ((ShelfAct.Rollback) act).takenBack())
                .collect(Collectors.toSet());
        return acts.stream()
                .filter(ShelfAct.Activate.class::isInstance)
                .map(ShelfAct.Activate.class::cast)
                .filter(act -> !takenBack.contains(act.number()))
                .toList();
    }

    ShelfHistory with(ShelfAct act) {
        List<ShelfAct> more = new ArrayList<>(acts);
        more.add(act);
        return new ShelfHistory(more);
    }

    long nextNumber() {
        return acts.size() + 1L;
    }
}
