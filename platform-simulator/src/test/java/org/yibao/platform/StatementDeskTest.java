package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.certs.Sm3;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DownloadInput;
import org.yibao.link.message.DownloadOutput;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.StatementDetailsOutput;
import org.yibao.link.message.StatementFile;
import org.yibao.link.message.StatementMapper;
import org.yibao.link.message.StatementTotalsOutput;
import org.yibao.link.message.Transaction;
import org.yibao.link.message.UploadOutput;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;

class StatementDeskTest {
    private static final String NOON = "2023-05-05T10:00:00";

    /** That of the test terminal's ids. */
    private static final LocalDate DAY = LocalDate.of(2022, 12, 31);

    @TempDir
    private Path folder;

    private DeskFixture platform;
    private TestTerminal pharmacy;
    private SignedRequest sale;
    private SignedRequest second;
    private List<StatementRow> rows;

    @BeforeEach
    void sellTwice() {
        platform = DeskFixture.in(folder);
        pharmacy = platform.pharmacy('A');
        sale = pharmacy.settle(order("39.80"));
        second = pharmacy.settle(order("100.00"));
        rows = List.of(row(sale), row(second));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private static Order order(String yuan) {
        return Order.of(IN_SERVICE, IN_SERVICE_CERTNO, NOON, yuan);
    }

    private StatementRow row(SignedRequest settled) {
        PlatformAnswer.Booked booked = platform.booked(pharmacy, settled);
        Entry entry = entry(settled);
        return new StatementRow(
                new ClearingGroup(
                        "310", booked.clearing().type(), booked.clearing().agency()),
                StatementRow.Kind.SALE,
                entry.msgid(),
                booked.setlId(),
                entry.visitId(),
                entry.psnNo(),
                booked.breakdown().medfeeSumamt(),
                booked.breakdown().fundPaySumamt(),
                booked.breakdown().acctPay(),
                booked.breakdown().psnCashPay());
    }

    private Entry entry(SignedRequest settled) {
        return platform.ledger.inTransaction(
                tx -> new Entries(tx).byMsgid(settled.request().id().value()).orElseThrow());
    }

    private Answer ask(Transaction transaction, RequestInput input) {
        return platform.ask(pharmacy, pharmacy.message(transaction, pharmacy.nextId(), input));
    }

    private <T extends AnswerOutput> T output(Transaction transaction, RequestInput input, Class<T> type) {
        return type.cast(((Answer.Done) ask(transaction, input)).output());
    }

    private StatementTotalsOutput compared(ClearingGroup group, List<StatementRow> here) {
        return output(
                Transaction.STATEMENT_TOTALS,
                StatementMapper.totals(DAY, group, StatementTotals.of(here)),
                StatementTotalsOutput.class);
    }

    private String result(List<StatementRow> here) {
        return compared(here.get(0).group(), here).stmtinfo().stmtRslt();
    }

    private Statement.Rows details(List<StatementRow> here) {
        ClearingGroup group = rows.get(0).group();
        Bytes file = StatementFile.handed(here);
        int half = file.length() / 2;
        String number = uploaded("", 0, Arrays.copyOfRange(file.toArray(), 0, half));
        uploaded(number, half, Arrays.copyOfRange(file.toArray(), half, file.length()));
        StatementDetailsOutput.File offered = output(
                        Transaction.STATEMENT_DETAILS,
                        StatementMapper.details(
                                DAY,
                                group,
                                StatementTotals.of(here),
                                number,
                                Sm3.digest(file.toArray()).hex()),
                        StatementDetailsOutput.class)
                .fileinfo();
        DownloadOutput piece = output(
                Transaction.DOWNLOAD,
                new DownloadInput(new DownloadInput.Span(
                        offered.fileQuryNo(), offered.filename(), "P37010200002", 0, offered.byteCnt())),
                DownloadOutput.class);
        Bytes answer = DirectoryMapper.bytes(piece, 0, offered.byteCnt());
        assertEquals("sm3:" + Sm3.digest(answer.toArray()).hex(), offered.digest());
        return StatementFile.readHeld(answer, group);
    }

    private String uploaded(String number, int at, byte[] piece) {
        return output(
                        Transaction.UPLOAD,
                        StatementMapper.piece("P37010200002", "day.zip", number, at, Bytes.of(piece)),
                        UploadOutput.class)
                .fsUploadOut()
                .fileQuryNo();
    }

    @Test
    void totalsOfTheDaysRowsAreEqual() {
        assertEquals("0", result(rows));
        assertEquals("1", result(rows.subList(0, 1)));
    }

    @Test
    void wholeDayNamesTheGroupsThatThePlatformHolds() {
        StatementTotalsOutput nothing = compared(ClearingGroup.ALL, List.of());
        assertEquals("1", nothing.stmtinfo().stmtRslt());
        StatementTotalsOutput.Group group =
                Objects.requireNonNull(nothing.grpinfo()).get(0);
        assertEquals(rows.get(0).group(), new ClearingGroup(group.insutype(), group.clrType(), group.setlOptins()));
    }

    @Test
    void anotherTerminalsRowsAreNotInIt() {
        TestTerminal other = platform.pharmacy('B');
        platform.booked(other, other.settle(order("5.00")));
        assertEquals("0", result(rows));
    }

    @Test
    void reversedRowIsGoneAndAVoidIsANegativeRow() {
        assertTrue(platform.wasHeld(pharmacy, pharmacy.reverse(sale)));
        assertEquals("0", result(rows.subList(1, 2)));
    }

    @Test
    void detailsBringWhatThePlatformHolds() {
        List<StatementRow> here = new ArrayList<>(rows.subList(0, 1));
        assertEquals(new Statement.Rows(rows, 0), details(here));
    }

    @Test
    void forgottenBookingCanBeBookedAgainUnderItsIdAndGivesBackWhatItMoved() {
        Amount before = platform.cum(IN_SERVICE, "OPT_PAY");
        platform.ledger.run(tx -> new Mischief(tx).forget(rows.get(1).message()));
        assertEquals("1", result(rows));
        assertEquals(new Statement.Rows(rows.subList(0, 1), 0), details(rows));
        platform.booked(pharmacy, second);
        assertEquals("0", result(rows));
        assertEquals(before, platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    @Test
    void mischiefMakesEachKindOfDifference() {
        platform.ledger.run(tx -> {
            Mischief mischief = new Mischief(tx);
            mischief.alter(rows.get(0).message(), Amount.parse("1.00"));
            mischief.takeBack(rows.get(1).message(), DAY.atTime(12, 0));
            mischief.stray(
                    new org.yibao.platform.ledger.TerminalKey("P37010200002", 'A'),
                    IN_SERVICE,
                    Amount.parse("7.00"),
                    DAY.atTime(12, 0));
        });
        List<StatementRow> there = details(rows).rows();
        assertEquals(4, there.size());
        assertEquals(
                rows.get(0).medfee().plus(Amount.parse("1.00")), there.get(0).medfee());
        assertEquals(StatementRow.Kind.VOID, there.get(2).kind());
        assertEquals(rows.get(1).visitId(), there.get(2).visitId());
        assertEquals(Amount.parse("7.00"), there.get(3).medfee());
    }

    @Test
    void fileThatIsNotWhatWasSaidIsRefused() {
        byte[] file = StatementFile.handed(rows).toArray();
        String number = uploaded("", 0, file);
        Answer otherDigest = ask(
                Transaction.STATEMENT_DETAILS,
                StatementMapper.details(DAY, rows.get(0).group(), StatementTotals.of(rows), number, "0".repeat(64)));
        Answer otherSum = ask(
                Transaction.STATEMENT_DETAILS,
                StatementMapper.details(
                        DAY,
                        rows.get(0).group(),
                        StatementTotals.of(List.of()),
                        number,
                        Sm3.digest(file).hex()));
        for (Answer answer : List.of(otherDigest, otherSum)) {
            assertEquals(
                    RefusalCode.REQUEST_INVALID.name(),
                    assertInstanceOf(Answer.Refused.class, answer).header().errCode());
        }
        Answer gap = ask(
                Transaction.UPLOAD,
                StatementMapper.piece("P37010200002", "day.zip", number, file.length + 1, Bytes.of(new byte[] {1})));
        assertInstanceOf(Answer.Refused.class, gap);
    }
}
