package org.yibao.benefit.certificate;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;

/** Certificates for tests; their digest is SHA-256, which the JDK brings. */
final class Certificates {
    static final PolicyBook JINAN = BuiltIn.book(BuiltIn.ALL);
    static final PolicyBook HARBOUR = city("certificate/harbour");
    static final PolicyBook RIVERSIDE = city("policy-test/riverside");

    private Certificates() {}

    private static PolicyBook city(String path) {
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

    static byte[] of(QuoteRequest request, PolicyBook book) {
        Derived derived = BenefitCalculator.derive(request, book);
        return CalculationCertificate.write(assertInstanceOf(Derivation.class, derived), Certificates::digest);
    }

    static Verdict check(byte[] certificate) {
        return CertificateChecker.check(certificate, Certificates::digest);
    }

    static Verdict check(String certificate) {
        return check(certificate.getBytes(StandardCharsets.UTF_8));
    }

    /** The same visit with what only the invented cities ask for, fields chosen by a number. */
    static QuoteRequest asked(QuoteRequest request, int choice) {
        InsuredPerson patient = request.patient();
        InsuredPerson asked = new InsuredPerson(
                patient.psnNo(),
                patient.insutype(),
                patient.psnType(),
                patient.marks(),
                patient.civilServant(),
                patient.insuplcAdmdvs(),
                choice % 3 == 0 ? null : (1940 + choice % 60) + "-03-15",
                choice % 5 == 0 ? "M0" + choice % 4 : null);
        java.util.Map<String, Long> cum = new java.util.TreeMap<>(request.cum().values());
        cum.put("DEDC", choice % 40_000L);
        cum.put("POOL", choice % 7 * 400_000L);
        cum.put("ALL", choice % 11 * 600_000L);
        cum.put("OWN", choice % 13 * 20_000L);
        cum.put("VISITS", choice % 12L);
        return new QuoteRequest(
                request.begntime(),
                request.medType(),
                request.institution(),
                asked,
                request.place(),
                request.placeRegistered(),
                request.prescription(),
                request.maternity(),
                org.yibao.benefit.YearToDate.of(cum),
                request.account(),
                request.lines(),
                choice % 2 == 0);
    }
}
