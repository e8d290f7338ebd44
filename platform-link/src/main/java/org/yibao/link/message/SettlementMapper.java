package org.yibao.link.message;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;

/** Settlements, and the answers to settlements and voids. */
public final class SettlementMapper {
    private static final String BY_ITEM = "01";

    private SettlementMapper() {}

    /**
     * 2102 for a pharmacy, 2207 for an institution.
     *
     * @param before the head that the sale's record follows
     */
    public static SettleInput input(Sale sale, JournalHead before) {
        PlaceNode place = PlaceNode.after(before);
        return sale.terminal().isPharmacy() ? pharmacy(sale, place) : clinic(sale, place);
    }

    private static PharmacySettleInput pharmacy(Sale sale, PlaceNode place) {
        QuoteRequest request = sale.request();
        String disease = disease(request.patient());
        var druginfo = new PharmacySettleInput.DrugInfo(
                request.patient().psnNo(),
                sale.credential().type(),
                sale.credential().number(),
                request.begntime(),
                sale.quote().breakdown().medfeeSumamt(),
                sale.id().value(),
                request.patient().insutype(),
                disease,
                "",
                Flag.of(request.account().used()),
                request.medType(),
                sale.visitId());
        return new PharmacySettleInput(
                druginfo, rows(request), SplitAmounts.of(sale.quote().breakdown()), terminalNode(sale), place);
    }

    private static ClinicSettleInput clinic(Sale sale, PlaceNode place) {
        QuoteRequest request = sale.request();
        SplitAmounts split = SplitAmounts.of(sale.quote().breakdown());
        var data = new ClinicSettleInput.SettleNode(
                request.patient().psnNo(),
                sale.credential().type(),
                sale.credential().number(),
                request.medType(),
                split.medfeeSumamt(),
                BY_ITEM,
                sale.visitId(),
                sale.id().value(),
                request.patient().insutype(),
                Flag.of(request.account().used()),
                sale.id().value(),
                split.fulamtOwnpayAmt(),
                split.overlmtSelfpay(),
                split.preselfpayAmt(),
                split.inscpScpAmt());
        var visit = new ClinicSettleInput.VisitNode(
                sale.visitId(),
                request.patient().psnNo(),
                request.medType(),
                request.begntime(),
                disease(request.patient()));
        return new ClinicSettleInput(data, visit, diagnoses(sale), rows(request), split, terminalNode(sale), place);
    }

    private static String disease(InsuredPerson patient) {
        String code = patient.chronicDisease();
        return code == null ? "" : code;
    }

    private static List<ClinicSettleInput.DiagnosisNode> diagnoses(Sale sale) {
        List<ClinicSettleInput.DiagnosisNode> nodes = new ArrayList<>();
        for (Sale.Diagnosis diagnosis : sale.diagnoses()) {
            nodes.add(new ClinicSettleInput.DiagnosisNode(
                    diagnosis.type(), nodes.size() + 1, diagnosis.code(), diagnosis.name(), Flag.YES));
        }
        return nodes;
    }

    private static List<FeeRow> rows(QuoteRequest request) {
        QuoteRequest.Prescription prescription = request.prescription();
        Flag circulated = Flag.of(prescription != null && prescription.circulated());
        return request.lines().stream()
                .map(line -> new FeeRow(
                        line.number(),
                        circulated,
                        request.begntime(),
                        line.catalogueCode(),
                        line.amount(),
                        line.count(),
                        line.price(),
                        line.listType(),
                        line.level(),
                        line.selfpayProportion(),
                        line.priceCeiling(),
                        Flag.of(line.procured()),
                        Flag.of(line.equipment()),
                        Flag.of(line.wellness())))
                .toList();
    }

    private static TerminalNode terminalNode(Sale sale) {
        QuoteRequest request = sale.request();
        QuoteRequest.Prescription prescription = request.prescription();
        QuoteRequest.Maternity maternity = request.maternity();
        int year = request.begntime().getYear();
        return new TerminalNode(
                Flag.of(sale.offline()),
                sale.madeAt(),
                request.place().name(),
                Flag.of(request.placeRegistered()),
                prescription == null ? null : prescription.tier(),
                maternity == null ? null : maternity.childOrdinal(),
                maternity == null ? null : maternity.beneficiary(),
                request.account().balance(),
                family(sale),
                year,
                CumNode.rows(year, request.cum()),
                sale.quote().policy().stream()
                        .map(policy -> new TerminalNode.PolicyNode(
                                policy.id(), policy.version(), policy.status().name(), policy.digest()))
                        .toList());
    }

    private static List<PayerNode> family(Sale sale) {
        List<PersonalAccount.FamilyAccount> accounts = sale.request().account().family();
        if (accounts.size() != sale.familyPayers().size()) {
            throw new IllegalArgumentException("each family account of a sale belongs to one person");
        }
        List<PayerNode> nodes = new ArrayList<>();
        for (PersonalAccount.FamilyAccount account : accounts) {
            Sale.FamilyPayer payer = sale.familyPayers().get(nodes.size());
            nodes.add(new PayerNode(payer.psnNo(), account.relation(), account.balance(), payer.authorisation()));
        }
        return nodes;
    }

    /** The accumulators the terminal computed from. */
    public static YearToDate terminalCum(SettleInput input) {
        return CumNode.yearToDate(input.trminfo().year(), input.trminfo().cuminfo());
    }

    /** The accounts as the terminal knew them. */
    public static PersonalAccount terminalAccount(SettleInput input) {
        return new PersonalAccount(
                input.acctUsedFlag().isSet(),
                input.trminfo().balc(),
                input.trminfo().mulaidinfo().stream()
                        .map(node -> new PersonalAccount.FamilyAccount(node.relation(), node.balc()))
                        .toList());
    }

    /**
     * What is to be split: the bill from the message, everything else from whoever asks. With
     * {@link #terminalCum} and {@link #terminalAccount} it is the terminal's own request.
     *
     * @throws MessageException when {@code place} is none of the three
     */
    public static QuoteRequest request(
            SettleInput input,
            DesignatedInstitution institution,
            InsuredPerson person,
            YearToDate cum,
            PersonalAccount account) {
        TerminalNode terminal = input.trminfo();
        return new QuoteRequest(
                input.begntime(),
                input.medType(),
                institution,
                person,
                place(terminal.place()),
                terminal.plcRegFlag().isSet(),
                prescription(input),
                maternity(terminal),
                cum,
                account,
                input.rows().stream().map(SettlementMapper::line).toList());
    }

    private static QuoteRequest.Place place(String text) {
        try {
            return QuoteRequest.Place.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw new MessageException("trminfo.place is none of LOCAL, PROVINCE, OUTSIDE");
        }
    }

    private static QuoteRequest.@Nullable Prescription prescription(SettleInput input) {
        boolean circulated =
                input.rows().stream().anyMatch(row -> row.rxCircFlag().isSet());
        String tier = input.trminfo().rxTier();
        return circulated || tier != null ? new QuoteRequest.Prescription(circulated, tier) : null;
    }

    private static QuoteRequest.@Nullable Maternity maternity(TerminalNode terminal) {
        String beneficiary = terminal.beneficiary();
        return beneficiary == null ? null : new QuoteRequest.Maternity(terminal.childOrdinal(), beneficiary);
    }

    private static FeeLine line(FeeRow row) {
        return new FeeLine(
                row.feedetlSn(),
                row.medListCodg(),
                row.listType(),
                row.chrgitmLv(),
                row.cnt(),
                row.pric(),
                row.detItemFeeSumamt(),
                row.selfpayProp(),
                row.pricUplmtAmt(),
                row.procuredFlag().isSet(),
                row.equipmentFlag().isSet(),
                row.wellnessFlag().isSet());
    }

    /**
     * What the platform booked and for which visit.
     *
     * @param msgid of the settlement or void that was answered
     * @param year of the accumulators: the expense's
     */
    public record Booking(
            String msgid,
            String mdtrtId,
            String psnNo,
            String insutype,
            String medType,
            LocalDateTime setlTime,
            int year,
            PlatformAnswer.Booked booked) {}

    public static SettleOutput output(Booking booking) {
        PlatformAnswer.Booked booked = booking.booked();
        var setlinfo = new SettleOutput.SettleNode(
                booked.setlId(),
                booking.mdtrtId(),
                booking.psnNo(),
                booking.msgid(),
                booking.insutype(),
                booking.medType(),
                booking.setlTime(),
                booked.clearing().agency(),
                booked.clearing().way(),
                booked.clearing().type(),
                SplitAmounts.of(booked.breakdown()));
        List<SettleOutput.FundRow> funds = booked.funds().stream()
                .map(fund -> new SettleOutput.FundRow(fund.type(), fund.amount(), fund.name(), fund.process()))
                .toList();
        List<SettleOutput.CutRow> cuts = booked.lines().stream()
                .map(line -> new SettleOutput.CutRow(
                        line.number(),
                        line.selfpayProportion(),
                        line.ownpay(),
                        line.overlimit(),
                        line.preselfpay(),
                        line.inscp()))
                .toList();
        return new SettleOutput(setlinfo, funds, cuts, CumNode.rows(booking.year(), booked.cumAfter()));
    }

    /** @throws MessageException when the amounts do not add up */
    public static PlatformAnswer.Booked booked(SettleOutput output) {
        SettleOutput.SettleNode setlinfo = output.setlinfo();
        List<FundShare> funds = output.setldetail().stream()
                .map(row ->
                        new FundShare(row.fundPayType(), row.fundPayTypeName(), row.fundPayamt(), row.setlProcInfo()))
                .toList();
        List<LineSplit> lines = output.detlcutinfo().stream()
                .map(row -> new LineSplit(
                        row.feedetlSn(),
                        row.selfpayProp(),
                        row.fulamtOwnpayAmt(),
                        row.overlmtAmt(),
                        row.preselfpayAmt(),
                        row.inscpScpAmt()))
                .toList();
        requireLinesAddUp(setlinfo.amounts(), lines);
        return new PlatformAnswer.Booked(
                setlinfo.setlId(),
                new PlatformAnswer.Clearing(setlinfo.clrOptins(), setlinfo.clrWay(), setlinfo.clrType()),
                setlinfo.amounts().breakdown(),
                funds,
                lines,
                CumNode.yearToDate(year(output), output.cumAfter()));
    }

    private static void requireLinesAddUp(SplitAmounts totals, List<LineSplit> lines) {
        Amount inscp = Amount.ZERO;
        for (LineSplit line : lines) {
            inscp = inscp.plus(line.inscp());
        }
        if (!inscp.equals(totals.inscpScpAmt())) {
            throw new MessageException("detlcutinfo does not add up to inscp_scp_amt");
        }
    }

    private static int year(SettleOutput output) {
        List<Integer> years =
                output.cumAfter().stream().map(CumNode::year).distinct().toList();
        if (years.size() > 1) {
            throw new MessageException("cum_after is of several years");
        }
        return years.isEmpty() ? 0 : years.get(0);
    }
}
