package org.yibao.terminal.catalogue;

import java.util.List;
import java.util.stream.Collectors;
import org.yibao.terminal.yaml.YamlFault;

/** A catalogue file that cannot be used, with all its faults. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<YamlFault> faults;

    CatalogueException(List<YamlFault> faults) {
        super(faults.stream().map(YamlFault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** By line; at least one. */
    public List<YamlFault> faults() {
        return faults;
    }
}
