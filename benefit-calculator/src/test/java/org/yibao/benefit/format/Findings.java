package org.yibao.benefit.format;

import java.util.stream.Collectors;

/** What a validation found, one defect a line: its code, then file, line, path and sentence. */
final class Findings {
    private Findings() {}

    static String of(PolicyValidation.Report report) {
        return report.defects().stream()
                .map(defect -> defect.code() + " " + defect)
                .collect(Collectors.joining("\n"));
    }
}
