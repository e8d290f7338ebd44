package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.benefit.split.AnyVisits;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;

/** Certificates for tests; their digest is SHA-256, which the JDK brings. */
final class Certificates {
    static final PolicyBook JINAN = BuiltIn.book(BuiltIn.ALL);
    static final PolicyBook HARBOUR = city("certificate/harbour");

    /** The invented ones, by their files. */
    static final List<String> CITIES = List.of(
            "certificate/harbour",
            "certificate/overlap",
            "policy-test/corner",
            "policy-test/highland",
            "policy-test/riverside",
            "policy-test/seaport");

    /** Chronic diseases that some invented city names, and one that none does. */
    private static final List<String> DISEASES = List.of("M01", "M02", "M00500", "M03900", "M99999");

    /** Bounds of accumulators in fen, each below, about and above the caps and thresholds of the tables. */
    private static final List<Long> LARGEST = List.of(1_000L, 40_000L, 600_000L, 5_000_000L, 40_000_000L);

    private Certificates() {}

    static PolicyBook city(String path) {
        byte[] text = BuiltIn.bytes("/" + path + ".yaml");
        PolicyBundle bundle = PolicyYaml.read(path, text, digest(text));
        return ((PolicyLibrary.Combined) PolicyLibrary.of(List.of(bundle)).book(List.of(bundle.id()))).book();
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Certificates of random visits, half of them Jinan's, the rest of one invented city after the other. */
    static List<String> ofEveryBook(int count, long seed) {
        List<PolicyBook> books = new ArrayList<>();
        CITIES.forEach(path -> books.addAll(List.of(JINAN, city(path))));
        AnyVisits visits = new AnyVisits(seed);
        Random random = new Random(seed);
        List<String> certificates = new ArrayList<>();
        while (certificates.size() < count) {
            PolicyBook book = books.get(certificates.size() % books.size());
            QuoteRequest request = asked(visits.next(), book, random);
            if (BenefitCalculator.derive(request, book) instanceof Derivation derivation) {
                certificates.add(new String(CalculationCertificate.write(derivation, Certificates::digest), UTF_8));
            }
        }
        return certificates;
    }

    static byte[] of(QuoteRequest request, PolicyBook book) {
        Derived derived = BenefitCalculator.derive(request, book);
        return CalculationCertificate.write(assertInstanceOf(Derivation.class, derived), Certificates::digest);
    }

    static Verdict check(byte[] certificate) {
        return CertificateChecker.check(certificate, Certificates::digest);
    }

    static Verdict check(String certificate) {
        return check(certificate.getBytes(UTF_8));
    }

    /** The visit with what a city asks for: accumulators, diseases, ages, and no family account it does not let pay. */
    static QuoteRequest asked(QuoteRequest request, PolicyBook book, Random random) {
        InsuredPerson patient = request.patient();
        InsuredPerson asked = new InsuredPerson(
                patient.psnNo(),
                patient.insutype(),
                patient.psnType(),
                patient.marks(),
                random.nextInt(4) == 0,
                patient.insuplcAdmdvs(),
                random.nextInt(3) == 0 ? null : (1940 + random.nextInt(80)) + "-03-15",
                random.nextBoolean() ? DISEASES.get(random.nextInt(DISEASES.size())) : null);
        Map<String, Long> cum = new TreeMap<>(request.cum().values());
        book.structure().accumulators().forEach((code, kind) -> {
            long most = kind.counts() ? 12 : LARGEST.get(random.nextInt(LARGEST.size()));
            cum.putIfAbsent(code, random.nextLong(most));
        });
        List<FamilyAccount> family = request.account().family().stream()
                .filter(each -> book.structure().accounts().relations().contains(each.relation()))
                .toList();
        return new QuoteRequest(
                request.begntime(),
                request.medType(),
                request.institution(),
                asked,
                request.place(),
                request.placeRegistered(),
                request.prescription(),
                request.maternity(),
                YearToDate.of(cum),
                new PersonalAccount(request.account().used(), request.account().balance(), family),
                request.lines(),
                random.nextBoolean());
    }
}
