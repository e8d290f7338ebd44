package org.yibao.platform;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.ClinicSettleInput;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DownloadInput;
import org.yibao.link.message.FeeRow;
import org.yibao.link.message.Flag;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.PayerNode;
import org.yibao.link.message.PersonMapper;
import org.yibao.link.message.PharmacySettleInput;
import org.yibao.link.message.PlaceNode;
import org.yibao.link.message.RenewalInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SplitAmounts;
import org.yibao.link.message.TerminalNode;
import org.yibao.link.message.Transaction;
import org.yibao.link.message.VoidInput;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Credential;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.Journal;

/** Makes and signs messages like a terminal; its own splits are all zero, so that nothing can be copied from them. */
final class TestTerminal {
    private static final Amount NOTHING = Amount.ZERO;
    private static final SplitAmounts NO_SPLIT = new SplitAmounts(
            NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING,
            NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);

    private final TerminalProfile profile;
    private final TerminalEnrolment enrolment;
    private final TerminalIdentity identity;
    private final MessageSigner signer;
    private MessageId last;

    private TestTerminal(
            TerminalProfile profile, TerminalEnrolment enrolment, TerminalIdentity identity, MessageId last) {
        this.profile = profile;
        this.enrolment = enrolment;
        this.identity = identity;
        this.signer = MessageSigner.of(identity);
        this.last = last;
    }

    interface Granting {
        EnrolmentAnswer grant(TerminalProfile profile, EnrolmentRequest request);
    }

    static TestTerminal clinic(char letter, String tier, Granting desk, Instant now) {
        return enrol(profile("H37010200001", "1", tier, "示例诊所", letter), desk, now);
    }

    static TestTerminal pharmacy(char letter, Granting desk, Instant now) {
        return enrol(profile("P37010200002", "2", "0", "示例药店", letter), desk, now);
    }

    private static TerminalProfile profile(String code, String type, String tier, String name, char letter) {
        return new TerminalProfile(new DesignatedInstitution(code, type, tier), name, letter, "370102");
    }

    private static TestTerminal enrol(TerminalProfile profile, Granting desk, Instant now) {
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(profile.institution().code());
        return new TestTerminal(
                profile,
                enrolment,
                enrolment.complete(desk.grant(profile, enrolment.request()), now),
                MessageId.of(
                        profile.institution().code(), LocalDateTime.parse("2022-12-31T00:00:00"), profile.letter(), 0));
    }

    /** This terminal under its next certificates; it goes on with its ids, this one must not. */
    TestTerminal renewed(Granting desk, Instant now) {
        TerminalEnrolment next = TerminalEnrolment.begin(profile.institution().code());
        TerminalIdentity renewed = next.renew(identity, desk.grant(profile, next.request()), now);
        return new TestTerminal(profile, next, renewed, last);
    }

    SignedRequest renewal(EnrolmentRequest request) {
        return message(Transaction.RENEWAL, nextId(), RenewalInput.of(Bytes.of(request.encode())));
    }

    TerminalName name() {
        return identity.name();
    }

    TerminalProfile profile() {
        return profile;
    }

    TerminalIdentity identity() {
        return identity;
    }

    EnrolmentRequest enrolmentRequest() {
        return enrolment.request();
    }

    MessageId nextId() {
        last = last.next(last.second());
        return last;
    }

    SignedRequest message(Transaction transaction, MessageId id, RequestInput input) {
        RequestHeader.Sender sender =
                new RequestHeader.Sender(profile, new Operator("C01", "收银员", "till-1"), "370100", "");
        Request request = Request.of(RequestHeader.of(transaction, id, sender, id.second()), input);
        return new SignedRequest(request, signer.sign(request.encode()));
    }

    /** Proves the journal from the head countersigned last, as far as one message goes. */
    SignedRequest signIn(Journal journal) {
        HeadNode bare = HeadNode.of(journal.proof(journal.base(), HeadNode.RECORDS_MAX));
        return signIn(
                journal.countersignature(journal.base()).map(bare::vouchedBy).orElse(bare));
    }

    SignedRequest signIn(HeadNode headinfo) {
        return message(Transaction.SIGN_IN, nextId(), new SignInInput(new SignInInput.SignIn("C01", "", ""), headinfo));
    }

    SignedRequest goOn(Journal journal, JournalHead base) {
        return goOn(HeadNode.of(journal.proof(base, HeadNode.RECORDS_MAX)));
    }

    SignedRequest goOn(HeadNode headinfo) {
        return message(Transaction.HEAD, nextId(), new HeadInput(headinfo));
    }

    /** The same message as the record at the end of this journal holds it. */
    SignedRequest placed(SignedRequest unplaced, ChainedJournal journal) {
        Request request = unplaced.request();
        RequestInput input = request.input();
        MessageId settlement = input instanceof VoidInput undone
                ? MessageId.parse(undone.data().omsgid())
                : input instanceof ReversalInput reversed
                        ? MessageId.parse(reversed.data().omsgid())
                        : request.id();
        JournalHead before = journal.queue(settlement);
        return message(
                request.transaction(), request.id(), at(input, new PlaceNode(before.number() + 1, before.hash())));
    }

    private static RequestInput at(RequestInput input, PlaceNode place) {
        if (input instanceof PharmacySettleInput sale) {
            return new PharmacySettleInput(sale.druginfo(), sale.drugdetail(), sale.setlinfo(), sale.trminfo(), place);
        }
        if (input instanceof ClinicSettleInput visit) {
            return new ClinicSettleInput(
                    visit.data(),
                    visit.mdtrtinfo(),
                    visit.diseinfo(),
                    visit.feedetail(),
                    visit.setlinfo(),
                    visit.trminfo(),
                    place);
        }
        return input instanceof VoidInput undone
                ? new VoidInput(undone.data(), place)
                : new ReversalInput(((ReversalInput) input).data(), place);
    }

    SignedRequest whoIs(InsuredCard card) {
        MessageId id = nextId();
        return message(Transaction.PERSON, id, PersonMapper.input(card, id.second()));
    }

    SignedRequest ask(DirectoryPart part, String version) {
        return message(DirectoryMapper.asks(part), nextId(), DirectoryMapper.query(version));
    }

    SignedRequest fetch(DownloadInput.Span span) {
        return message(Transaction.DOWNLOAD, nextId(), new DownloadInput(span));
    }

    SignedRequest settle(Order order) {
        return settle(nextId(), order);
    }

    SignedRequest settle(MessageId id, Order order) {
        return profile.isPharmacy()
                ? message(Transaction.PHARMACY_SETTLE, id, pharmacyInput(id, order))
                : message(Transaction.CLINIC_SETTLE, id, clinicInput(id, order));
    }

    private SettleInput pharmacyInput(MessageId id, Order order) {
        var druginfo = new PharmacySettleInput.DrugInfo(
                order.psnNo,
                order.credential.type(),
                order.credential.number(),
                order.begntime,
                order.total,
                id.value(),
                "310",
                "",
                "",
                Flag.of(order.accountUsed),
                "41",
                visit(id));
        return new PharmacySettleInput(druginfo, rows(order), NO_SPLIT, how(order), null);
    }

    private SettleInput clinicInput(MessageId id, Order order) {
        var data = new ClinicSettleInput.SettleNode(
                order.psnNo,
                order.credential.type(),
                order.credential.number(),
                "11",
                order.total,
                "01",
                visit(id),
                id.value(),
                "310",
                Flag.of(order.accountUsed),
                id.value(),
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING);
        var visit = new ClinicSettleInput.VisitNode(visit(id), order.psnNo, "11", order.begntime, "");
        return new ClinicSettleInput(data, visit, List.of(), rows(order), NO_SPLIT, how(order), null);
    }

    private static String visit(MessageId id) {
        return "V" + id.value().substring(id.value().length() - 4);
    }

    private static List<FeeRow> rows(Order order) {
        return List.of(new FeeRow(
                "1",
                Flag.of(order.prescriberTier != null),
                order.begntime,
                "X1010001",
                order.amount,
                BigDecimal.ONE,
                order.amount.yuan(),
                "101",
                "01",
                null,
                null,
                Flag.NO,
                Flag.NO,
                Flag.NO));
    }

    private static TerminalNode how(Order order) {
        return new TerminalNode(
                Flag.NO,
                order.begntime,
                "LOCAL",
                Flag.NO,
                order.prescriberTier,
                null,
                null,
                NOTHING,
                order.payers.stream()
                        .map(psnNo -> new PayerNode(psnNo, "SPOUSE", NOTHING, "auth-1"))
                        .toList(),
                order.begntime.getYear(),
                List.of(),
                List.of());
    }

    SignedRequest takeBack(SignedRequest settled) {
        return takeBack(nextId(), settled, "");
    }

    SignedRequest takeBack(MessageId id, SignedRequest settled, String setlId) {
        SettleInput input = (SettleInput) settled.request().input();
        VoidInput.Target target = new VoidInput.Target(
                setlId, input.mdtrtId(), input.psnNo(), settled.request().id().value());
        Transaction transaction = profile.isPharmacy() ? Transaction.PHARMACY_VOID : Transaction.CLINIC_VOID;
        return message(transaction, id, new VoidInput(target, null));
    }

    SignedRequest reverse(SignedRequest settled) {
        SettleInput input = (SettleInput) settled.request().input();
        return reverse(
                input.psnNo(),
                settled.request().id().value(),
                settled.request().transaction().infno(),
                settled.signed().contentDigest());
    }

    /** As terminals did that named no content. */
    SignedRequest reverse(String psnNo, String omsgid, String oinfno) {
        return reverse(psnNo, omsgid, oinfno, null);
    }

    private SignedRequest reverse(String psnNo, String omsgid, String oinfno, @Nullable String odigest) {
        return message(
                Transaction.REVERSAL,
                nextId(),
                new ReversalInput(new ReversalInput.Target(psnNo, omsgid, oinfno, odigest), null));
    }

    /** What is sold to whom; one class A line. */
    record Order(
            String psnNo,
            Credential credential,
            LocalDateTime begntime,
            Amount amount,
            Amount total,
            boolean accountUsed,
            @Nullable String prescriberTier,
            List<String> payers) {

        static Order of(String psnNo, String certno, String begntime, String yuan) {
            return new Order(
                    psnNo,
                    new Credential(Credential.IDENTITY_NUMBER, certno),
                    LocalDateTime.parse(begntime),
                    Amount.parse(yuan),
                    Amount.parse(yuan),
                    false,
                    null,
                    List.of());
        }

        Order provenBy(Credential proof) {
            return new Order(psnNo, proof, begntime, amount, total, accountUsed, prescriberTier, payers);
        }

        Order withTotal(String yuan) {
            return new Order(
                    psnNo, credential, begntime, amount, Amount.parse(yuan), accountUsed, prescriberTier, payers);
        }

        Order withAccount() {
            return new Order(psnNo, credential, begntime, amount, total, true, prescriberTier, payers);
        }

        Order prescribedIn(String tier) {
            return new Order(psnNo, credential, begntime, amount, total, accountUsed, tier, payers);
        }

        Order paidBy(String... members) {
            return new Order(psnNo, credential, begntime, amount, total, accountUsed, prescriberTier, List.of(members));
        }
    }
}
