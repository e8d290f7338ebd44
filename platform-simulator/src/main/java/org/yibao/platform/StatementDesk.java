package org.yibao.platform;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.yibao.certs.Sm3;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.StatementDetailsInput;
import org.yibao.link.message.StatementDetailsOutput;
import org.yibao.link.message.StatementFile;
import org.yibao.link.message.StatementFile.Judged;
import org.yibao.link.message.StatementFile.Standing;
import org.yibao.link.message.StatementMapper;
import org.yibao.link.message.StatementTotalsInput;
import org.yibao.link.message.UploadInput;
import org.yibao.link.message.UploadOutput;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.StatementFiles;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer.Clearing;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;

/**
 * Compares a terminal's day with the ledger (3201, 3202) and takes its files (9101). Nothing here changes what is
 * booked: asked again, it is worked out anew.
 */
final class StatementDesk {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("org.yibao.platform.statements", Locale.SIMPLIFIED_CHINESE);
    private static final String ANSWER_NAME = "statement-answer.zip";

    private final Transaction tx;
    private final Transactions.Context context;
    private final StatementFiles files;

    StatementDesk(Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
        this.files = new StatementFiles(tx, context.key());
    }

    Verdict compare(StatementTotalsInput input) {
        StatementTotalsInput.Totals said = input.data();
        LocalDate day = StatementMapper.day(said.stmtBegndate(), said.stmtEnddate());
        ClearingGroup group = new ClearingGroup(said.insutype(), said.clrType(), said.setlOptins());
        List<StatementRow> rows = rows(day);
        StatementTotals held = StatementTotals.of(of(group, rows));
        boolean equal = held.count() == said.fixmedinsSetlCnt()
                && held.medfee().equals(said.medfeeSumamt())
                && held.fund().equals(said.fundPaySumamt())
                && held.account().equals(said.acctPay());
        TreeSet<ClearingGroup> groups = new TreeSet<>();
        rows.forEach(row -> groups.add(row.group()));
        String text = equal ? TEXTS.getString("equal") : different(held);
        return new Verdict.Told(StatementMapper.compared(group, equal, text, List.copyOf(groups)));
    }

    private static String different(StatementTotals held) {
        return MessageFormat.format(
                TEXTS.getString("different"),
                String.valueOf(held.count()),
                held.medfee().yuan().toPlainString(),
                held.fund().yuan().toPlainString(),
                held.account().yuan().toPlainString());
    }

    private static List<StatementRow> of(ClearingGroup group, List<StatementRow> rows) {
        return group.equals(ClearingGroup.ALL)
                ? rows
                : rows.stream().filter(row -> row.group().equals(group)).toList();
    }

    /** The first piece opens a file, and each further one follows the last. */
    Verdict take(UploadInput input) {
        UploadInput.Piece said = input.fsUploadIn();
        Bytes piece = StatementMapper.piece(input);
        if (!said.fixmedinsCode().equals(context.key().institutionCode())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        if (said.fileQuryNo().isEmpty()) {
            files.forget(context.now().minus(DirectoryDesk.KEPT));
            String number =
                    new Serials(tx).next("file_qury_no", context.terminal().admdvs(), context.localNow());
            return said.pos() == 0
                    ? kept(new StatementFiles.File(number, said.filename(), piece))
                    : RefusalCode.REQUEST_INVALID.refused();
        }
        Optional<StatementFiles.File> begun = files.find(said.fileQuryNo());
        if (begun.isEmpty()) {
            return RefusalCode.FILE_GONE.refused();
        }
        int length = begun.get().content().length();
        if (said.pos() != length || length + piece.length() > StatementFile.PACKED_BYTES_MAX) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        byte[] whole = new byte[length + piece.length()];
        System.arraycopy(begun.get().content().toArray(), 0, whole, 0, length);
        System.arraycopy(piece.toArray(), 0, whole, length, piece.length());
        return kept(new StatementFiles.File(said.fileQuryNo(), begun.get().name(), Bytes.of(whole)));
    }

    /** Kept as the first answer, so that a piece that comes twice is taken once. */
    private Verdict kept(StatementFiles.File file) {
        files.keep(file, context.now());
        return new Verdict.Done(new UploadOutput(
                new UploadOutput.Taken(file.number(), file.name(), context.key().institutionCode())));
    }

    Verdict judge(StatementDetailsInput input) {
        StatementDetailsInput.Details said = input.data();
        LocalDate day = StatementMapper.day(said.stmtBegndate(), said.stmtEnddate());
        ClearingGroup group = new ClearingGroup(said.insutype(), said.clrType(), said.setlOptins());
        Optional<StatementFiles.File> file = files.find(said.fileQuryNo());
        if (file.isEmpty()) {
            return RefusalCode.FILE_GONE.refused();
        }
        Bytes content = file.get().content();
        if (!digest(content).equals(said.digest())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        List<StatementRow> handed = StatementFile.readHanded(content, group);
        StatementTotals sum = StatementTotals.of(handed);
        boolean asSaid = sum.count() == said.fixmedinsSetlCnt()
                && sum.medfee().equals(said.medfeeSumamt())
                && sum.fund().equals(said.fundPaySumamt())
                && sum.cash().equals(said.cashPayamt());
        return asSaid ? answered(handed, of(group, rows(day))) : RefusalCode.REQUEST_INVALID.refused();
    }

    private Verdict answered(List<StatementRow> handed, List<StatementRow> held) {
        Bytes answer = StatementFile.held(judged(handed, held));
        String number = new Serials(tx).next("file_qury_no", context.terminal().admdvs(), context.localNow());
        files.keep(new StatementFiles.File(number, ANSWER_NAME, answer), context.now());
        return new Verdict.Done(new StatementDetailsOutput(new StatementDetailsOutput.File(
                number, ANSWER_NAME, context.localNow().plus(DirectoryDesk.KEPT), answer.length(), digest(answer))));
    }

    private static String digest(Bytes file) {
        return StatementMapper.digestText(Sm3.digest(file.toArray()).hex());
    }

    private static List<Judged> judged(List<StatementRow> handed, List<StatementRow> held) {
        Map<String, StatementRow> open = new HashMap<>();
        handed.forEach(row -> open.put(row.message(), row));
        List<Judged> judged = new ArrayList<>();
        for (StatementRow row : held) {
            StatementRow other = open.remove(row.message());
            boolean same = other != null
                    && other.medfee().equals(row.medfee())
                    && other.fund().equals(row.fund())
                    && other.account().equals(row.account());
            judged.add(
                    new Judged(row, other == null ? Standing.ONLY_PLATFORM : same ? Standing.EQUAL : Standing.DIFFERS));
        }
        handed.stream()
                .filter(row -> open.containsKey(row.message()))
                .forEach(row -> judged.add(new Judged(row, Standing.ONLY_INSTITUTION)));
        return judged;
    }

    /** What is booked for the terminal's day and was not reversed. */
    private List<StatementRow> rows(LocalDate day) {
        Clearing clearing = Clearings.of(context.terminal());
        Map<String, String> insutypes = new HashMap<>();
        List<StatementRow> rows = new ArrayList<>();
        for (Entry entry : new Entries(tx).all()) {
            boolean own = entry.terminal().equals(context.key()) && entry.state() != Entry.State.REVERSED;
            if (own && dayOf(entry).equals(day)) {
                String insutype = insutypes.computeIfAbsent(entry.psnNo(), this::insutype);
                rows.add(row(entry, new ClearingGroup(insutype, clearing.type(), clearing.agency())));
            }
        }
        return rows;
    }

    /** That of the message, however late it came; of a row that no terminal's message made, that of its booking. */
    private LocalDate dayOf(Entry entry) {
        LocalDateTime booked = entry.bookedAt();
        return context.key().owns(entry.msgid())
                ? MessageId.parse(entry.msgid()).second().toLocalDate()
                : booked.toLocalDate();
    }

    private String insutype(String psnNo) {
        return new People(tx)
                .byPsnNo(psnNo)
                .map(Insured::person)
                .orElseThrow(() -> new MessageException("a row without its person"))
                .insutype();
    }

    private static StatementRow row(Entry entry, ClearingGroup group) {
        return new StatementRow(
                group,
                entry.voids() == null ? StatementRow.Kind.SALE : StatementRow.Kind.VOID,
                entry.msgid(),
                entry.setlId(),
                entry.visitId(),
                entry.psnNo(),
                entry.tenders().medfee(),
                entry.tenders().funds(),
                entry.tenders().account(),
                entry.tenders().cash());
    }
}
