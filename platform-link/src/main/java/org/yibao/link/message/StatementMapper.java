package org.yibao.link.message;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementTotals;

/** Reconciliation of a day: 3201, 3202 and the pieces that 9101 takes. */
public final class StatementMapper {
    /** Most bytes of a file that one 9101 brings. */
    public static final int PIECE_BYTES_MAX = 24 * 1024;

    /** {@code stmt_rslt} of totals that agree. */
    public static final String EQUAL = "0";

    /** {@code stmt_rslt} of totals that do not. */
    public static final String DIFFERENT = "1";

    private static final String SM3 = "sm3:";

    private StatementMapper() {}

    public static StatementTotalsInput totals(LocalDate day, ClearingGroup group, StatementTotals sum) {
        return new StatementTotalsInput(new StatementTotalsInput.Totals(
                group.insutype(),
                group.clearingType(),
                group.agency(),
                day.toString(),
                day.toString(),
                sum.medfee(),
                sum.fund(),
                sum.account(),
                sum.count(),
                Flag.YES));
    }

    /** @param evidence the signed bytes of the answer */
    public static Statement.Compared compared(StatementTotalsOutput output, Bytes evidence) {
        Set<ClearingGroup> groups = new TreeSet<>();
        if (output.grpinfo() != null) {
            output.grpinfo()
                    .forEach(group ->
                            groups.add(new ClearingGroup(group.insutype(), group.clrType(), group.setlOptins())));
        }
        StatementTotalsOutput.Result result = output.stmtinfo();
        return new Statement.Compared(
                result.stmtRslt().equals(EQUAL), result.stmtRslt(), result.stmtRsltDscr(), groups, evidence);
    }

    /** The answer; with the groups where all were asked together. */
    public static StatementTotalsOutput compared(
            ClearingGroup asked, boolean equal, String text, List<ClearingGroup> groups) {
        boolean all = asked.equals(ClearingGroup.ALL);
        return new StatementTotalsOutput(
                new StatementTotalsOutput.Result(asked.agency(), equal ? EQUAL : DIFFERENT, text),
                all
                        ? groups.stream()
                                .map(group -> new StatementTotalsOutput.Group(
                                        group.insutype(), group.clearingType(), group.agency()))
                                .toList()
                        : null);
    }

    public static UploadInput piece(String institution, String fileName, String fileQueryNumber, int at, Bytes piece) {
        String text = Base64.getEncoder().encodeToString(piece.toArray());
        return new UploadInput(new UploadInput.Piece(text, fileName, institution, fileQueryNumber, at));
    }

    /** @throws MessageException when it is no Base64, empty or too long */
    public static Bytes piece(UploadInput input) {
        byte[] piece;
        try {
            piece = Base64.getDecoder().decode(input.fsUploadIn().in());
        } catch (IllegalArgumentException noBase64) {
            throw new MessageException("in is no Base64");
        }
        if (piece.length == 0 || piece.length > PIECE_BYTES_MAX) {
            throw new MessageException("a piece has 1 to " + PIECE_BYTES_MAX + " bytes");
        }
        return Bytes.of(piece);
    }

    /** @param digest SM3 of the file, 64 digits */
    public static StatementDetailsInput details(
            LocalDate day, ClearingGroup group, StatementTotals sum, String fileQueryNumber, String digest) {
        return new StatementDetailsInput(new StatementDetailsInput.Details(
                group.agency(),
                fileQueryNumber,
                day.toString(),
                day.toString(),
                sum.medfee(),
                sum.fund(),
                sum.cash(),
                sum.count(),
                group.clearingType(),
                Flag.YES,
                group.insutype(),
                SM3 + digest));
    }

    /**
     * The one day that a message is about.
     *
     * @throws MessageException when it names none, or several
     */
    public static LocalDate day(String begins, String ends) {
        try {
            LocalDate day = LocalDate.parse(begins);
            if (begins.equals(ends)) {
                return day;
            }
        } catch (DateTimeException noDay) {
            throw new MessageException("stmt_begndate is no day");
        }
        throw new MessageException("one day is reconciled at a time");
    }

    /** {@code digest} of a file. */
    public static String digestText(String digest) {
        return SM3 + digest;
    }
}
