package org.yibao.terminal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.policy.ShelfAct;

/** Policy tables by what a technician types: an id, {@code id@version}, or a file. */
final class NamedBundles {
    private final List<ShelfAct.Install> installed;
    private final Optional<PolicyShelf> shelf;
    private final List<PolicyBundle> atHand;

    /** @param shelf empty when no configuration names one */
    NamedBundles(Optional<PolicyShelf> shelf) {
        this.shelf = shelf;
        this.installed = shelf.map(each -> each.history().installed()).orElse(List.of());
        this.atHand = Policies.atHand(shelf.map(PolicyShelf::newest).orElse(List.of()));
    }

    /** Whether a name is that of an installed table, whose signature is checked whenever it is read. */
    boolean isInstalled(String name) {
        return installed.stream()
                .anyMatch(act ->
                        act.bundle().name().equals(name) || act.bundle().id().equals(name));
    }

    /**
     * An installed table, the one installed last where no version is named; else one that comes with the product;
     * else a file.
     *
     * @throws org.yibao.terminal.policy.PolicyException when it cannot be read
     */
    PolicyBundle find(String name) {
        Optional<PolicyBundle> exact = installed.stream()
                .filter(act -> act.bundle().name().equals(name))
                .findFirst()
                .map(act -> shelf.orElseThrow().bundle(act));
        return exact.or(() -> atHand.stream()
                        .filter(bundle -> bundle.id().equals(name))
                        .findFirst())
                .orElseGet(() -> BundleFile.find(name).read());
    }

    /** Tables combined in order; one may extend any table at hand. */
    PolicyBook book(List<PolicyBundle> chosen) {
        Set<String> ids = chosen.stream().map(PolicyBundle::id).collect(Collectors.toSet());
        List<PolicyBundle> all = new ArrayList<>(chosen);
        atHand.stream().filter(bundle -> !ids.contains(bundle.id())).forEach(all::add);
        return Policies.book(
                Policies.library(all, List.of()),
                chosen.stream().map(PolicyBundle::id).toList());
    }
}
