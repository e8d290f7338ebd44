package org.yibao.terminal.configuration;

import java.util.List;
import java.util.stream.Collectors;
import org.yibao.terminal.yaml.YamlFault;

/** The configuration cannot be used; {@link #faults} says everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<YamlFault> faults;

    ConfigurationException(List<YamlFault> faults) {
        super(faults.stream().map(YamlFault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** By line; at least one. */
    public List<YamlFault> faults() {
        return faults;
    }
}
