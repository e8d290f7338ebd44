package org.yibao.terminal.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, up to a limit; one thread uses it. */
public final class YamlFaults {
    /** More than this help nobody. */
    static final int FAULTS_MAX = 200;

    private final List<YamlFault> faults = new ArrayList<>();

    public void add(int line, String key, String sentence) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new YamlFault(line, key, sentence));
        }
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** By line. */
    public List<YamlFault> all() {
        return faults.stream().sorted(Comparator.comparingInt(YamlFault::line)).toList();
    }
}
