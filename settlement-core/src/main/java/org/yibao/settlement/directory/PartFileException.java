package org.yibao.settlement.directory;

import java.util.List;
import java.util.stream.Collectors;

/** A part's file that is not taken, with all its faults or the first {@link #FAULTS_MAX}. */
public final class PartFileException extends RuntimeException {
    /** Faults that are told: who mends a file by machine needs the first few. */
    public static final int FAULTS_MAX = 20;

    private static final long serialVersionUID = 1L;

    private final transient List<PartFault> faults;

    /** @param faults at least one */
    public PartFileException(List<PartFault> faults) {
        super(faults.stream().map(PartFault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** A file that is refused as a whole. */
    public PartFileException(String sentence) {
        this(List.of(PartFault.ofFile(sentence)));
    }

    /** In the order of the file; at least one. */
    public List<PartFault> faults() {
        return faults;
    }
}
