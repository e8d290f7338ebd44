package org.yibao.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;
import org.yibao.certs.Authorities;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.link.gateway.NationalMessageEncoder;
import org.yibao.link.identity.MessageSigner;
import org.yibao.settlement.Credential;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.deadline.TimeLimit;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.deadline.WorkingDays;
import org.yibao.store.SqliteStore;
import org.yibao.store.StoreKeys;

/** Visits of five lines to a clinic, by as many invented people as it is asked for. */
final class SaleMaker {
    /** All is due on the next day, so that the queue keeps the order in which it was made. */
    static final TimeLimits NEXT_DAY = new TimeLimits(
            new WorkingDays(Map.of()), new TimeLimit(1, false, "benchmark"), new TimeLimit(1, false, "benchmark"), 0);

    static final TerminalProfile CLINIC =
            new TerminalProfile(new DesignatedInstitution("H37010200001", "1", "3"), "示范医院", 'A', "370102");
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Operator OPERATOR = new Operator("C01", "收费员", "desk-1");

    private static final Duration VALID = Duration.ofDays(30);
    private static final int LINES = 5;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";
    private static final int ORDERS = 1_000;
    private static final int DAYS = 28;

    private final TerminalIdentity identity;
    private final NationalMessageEncoder encoder;
    private final PolicyBook book = Tables.load();

    SaleMaker(TerminalIdentity identity) {
        this.identity = identity;
        this.encoder = new NationalMessageEncoder(MessageSigner.of(identity));
    }

    /** Of a terminal that no platform knows. */
    static SaleMaker alone() {
        Instant now = Instant.now();
        Validity validity = new Validity(now, now.plus(VALID));
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(CLINIC.institution().code());
        TerminalName name = new TerminalName(CLINIC.institution().code(), CLINIC.letter());
        return new SaleMaker(enrolment.complete(
                Authorities.create("measured", validity).enrol(enrolment.request(), name, validity), now));
    }

    StoreKeys storeKeys() {
        return new StoreKeys(
                KeyEncryptionKey.generate(),
                identity.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW),
                identity.signingAnchors()
                        .check(identity.signingChain(), CertificateUsage.SIGNING_TERMINAL, Instant.now())
                        .sm2PublicKey(),
                List.of());
    }

    NationalMessageEncoder encoder() {
        return encoder;
    }

    /** @param number from 0; gives always the same person */
    static PersonSnapshot person(int number) {
        InsuredPerson insured =
                new InsuredPerson(psnNo(number), "310", "1101", List.of(), false, "370100", birthDate(number), null);
        return new PersonSnapshot(
                insured,
                "试验人",
                identityNumber(number),
                false,
                LocalDateTime.now(ZONE).getYear(),
                YearToDate.of(Map.of()),
                Amount.ofFen(86_000),
                List.of(),
                Instant.now());
    }

    static String psnNo(int number) {
        return String.format(Locale.ROOT, "3701009%08d", number);
    }

    static String birthDate(int number) {
        return String.format(Locale.ROOT, "1985-03-%02d", 1 + number / ORDERS % DAYS);
    }

    static String identityNumber(int number) {
        String body =
                "370102" + birthDate(number).replace("-", "") + String.format(Locale.ROOT, "%03d", number % ORDERS);
        int sum = 0;
        for (int place = 0; place < WEIGHTS.length; place++) {
            sum += WEIGHTS[place] * (body.charAt(place) - '0');
        }
        return body + CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length());
    }

    Sale sale(MessageId id, PersonSnapshot person) {
        QuoteRequest request = request(person);
        return new Sale(
                id,
                new IdempotencyKey("desk-1/" + id.value()),
                "sm3:" + "0".repeat(64),
                OPERATOR,
                CLINIC,
                "V" + id.value(),
                person,
                new Credential(Credential.IDENTITY_NUMBER, person.identityNumber()),
                List.of(),
                List.of(new Sale.Diagnosis("1", "J06.900", "急性上呼吸道感染")),
                request,
                (Quote) BenefitCalculator.calculate(request, book, Explanation.NONE),
                null,
                now(),
                false);
    }

    void accept(SqliteStore store, Sale sale) {
        store.settlements().accept(sale, before -> encoder.settlement(sale, before), sale.person());
    }

    private QuoteRequest request(PersonSnapshot person) {
        QuoteRequest bill = Bill.OUTPATIENT_20.request(book);
        return new QuoteRequest(
                now(),
                bill.medType(),
                CLINIC.institution(),
                person.person(),
                bill.place(),
                person.placeRegistered(),
                null,
                null,
                person.cum(),
                new PersonalAccount(false, person.balance(), List.of()),
                bill.lines().subList(0, LINES),
                false);
    }

    static LocalDateTime now() {
        return LocalDateTime.now(ZONE).withNano(0);
    }
}
