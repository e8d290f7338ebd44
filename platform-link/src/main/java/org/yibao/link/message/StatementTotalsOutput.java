package org.yibao.link.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to 3201.
 *
 * @param grpinfo where all groups were asked together, those in which the platform holds rows; not in the national
 *     interface
 */
public record StatementTotalsOutput(
        Result stmtinfo, @Nullable List<Group> grpinfo) implements AnswerOutput {
    /** @param stmtRslt {@code 0} when both sides are equal */
    public record Result(String setlOptins, String stmtRslt, String stmtRsltDscr) {}

    public record Group(String insutype, String clrType, String setlOptins) {}
}
