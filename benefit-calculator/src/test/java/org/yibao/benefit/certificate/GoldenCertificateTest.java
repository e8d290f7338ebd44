package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.Visits;
import org.yibao.benefit.certificate.check.Verdict;

/**
 * The form to the byte. Whoever changes it makes every certificate that is kept unreadable, so the version of the
 * form rises with it.
 */
final class GoldenCertificateTest {
    /** Visits of the invented harbour, which has every kind of layer. */
    enum Golden {
        /** A yearly deductible, caps that cut, what lies beyond them, a share in bands, one in what is unpaid. */
        CARE {
            @Override
            QuoteRequest request() {
                Visits visit = Visits.employee().medType("14").tier("2").at("2024-12-31T23:59:59");
                visit.marks("DIBAO").cum("DEDC", 20_000).cum("POOL", 1_500_000).cum("ALL", 2_000_000);
                visit.cum("OWN", 3_333).cum("VISITS", 1);
                visit.line(visit.line("101", "01", "2.5", "1000.51", null, null, false, false, false));
                visit.line(visit.line("301", "02", "3", "2666.67", null, null, true, false, false));
                visit.line(visit.line("201", "02", "1", "900.00", "0.3333", null, false, true, false));
                return asked(visit.request(), "1950-01-01", "M01");
            }
        },
        /** An increment at one ratio, and a price above its ceiling. */
        SALE {
            @Override
            QuoteRequest request() {
                Visits visit = Visits.resident().medType("41").prescribedBy("3").at("2026-01-01T00:00:00");
                visit.cum("OWN", 9_999);
                return visit.line(visit.line("102", "01", "3", "33.335", "0.1", "30.005", false, false, false))
                        .request();
            }
        },
        /** First self-pay out of area, a line outside the catalogue, and no cap. */
        OUT_OF_AREA {
            @Override
            QuoteRequest request() {
                Visits visit = Visits.employee().medType("21").tier("3").at("2026-03-05T08:00:00");
                visit.place(Place.OUTSIDE, false);
                visit.line(visit.line("101", "01", "7", "123.45", null, null, false, false, false));
                visit.line(visit.line("201", "03", "1", "77.00", null, null, false, false, false));
                return visit.request();
            }
        },
        /** The own account and two of the family's, and goods that no account may pay. */
        FAMILY_ACCOUNTS {
            @Override
            QuoteRequest request() {
                Visits visit = Visits.employee().medType("11").tier("1").at("2025-02-28T12:00:00");
                visit.account(
                        true,
                        "80.00",
                        new FamilyAccount("SPOUSE", Amount.parse("15.50")),
                        new FamilyAccount("CHILD", Amount.parse("1000.00")));
                visit.line(visit.line("101", "01", "1", "300.00", null, null, false, false, false));
                visit.line(visit.line("101", "03", "1", "25.00", null, null, false, false, true));
                return visit.request();
            }
        };

        abstract QuoteRequest request();

        String resource() {
            return "/certificate/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
        }

        String kept() {
            return new String(BuiltIn.bytes(resource()), UTF_8);
        }
    }

    private static QuoteRequest asked(QuoteRequest request, String birthDate, String disease) {
        InsuredPerson patient = request.patient();
        return new QuoteRequest(
                request.begntime(),
                request.medType(),
                request.institution(),
                new InsuredPerson(
                        patient.psnNo(),
                        patient.insutype(),
                        patient.psnType(),
                        patient.marks(),
                        patient.civilServant(),
                        patient.insuplcAdmdvs(),
                        birthDate,
                        disease),
                request.place(),
                request.placeRegistered(),
                request.prescription(),
                request.maternity(),
                request.cum(),
                request.account(),
                request.lines(),
                true);
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void calculationIsCertifiedByTheSameBytesAndTheyAreAgreedOn(Golden golden) {
        assertEquals(golden.kept(), new String(Certificates.of(golden.request(), Certificates.HARBOUR), UTF_8));
        assertInstanceOf(Verdict.Agreed.class, Certificates.check(golden.kept()));
    }

    @Test
    void everyKindOfLayerIsKept() {
        String all = Golden.CARE.kept() + Golden.SALE.kept();
        for (String kind : List.of("share", "beyond_cap", "increment", "count")) {
            assertTrue(all.contains("\"kind\":\"" + kind + "\""), kind);
        }
        assertTrue(all.contains("\"consumed\":\"") && all.contains("\"deductible\":[\"visit\""), "a cap cuts");
    }

    @Test
    void versionIsTheFirstField() {
        assertTrue(
                Golden.SALE.kept().startsWith("{\"certificate\":" + CalculationCertificate.VERSION + ",\"basis\":{"));
    }

    @Test
    void whatNoRuleAsksOfThePersonIsNotTold() {
        Visits visit = Visits.employee().marks("LOWINCOME").drug("10.00");
        QuoteRequest request = asked(visit.request(), "1950-01-02", "M99999");
        String certificate = new String(Certificates.of(request, Certificates.HARBOUR), UTF_8);
        List<String> untold =
                List.of("370100000000001", "H37010200001", "1950-01-02", "M99999", "LOWINCOME", "10:00", "\"X\"");
        untold.forEach(each -> assertFalse(certificate.contains(each), each));
        assertTrue(certificate.contains("\"age\":74"), certificate);
    }

    @Test
    void billOf500LinesWithLongNumbersStaysUsual() {
        Visits visit = Visits.employee().medType("21");
        for (int line = 0; line < 500; line++) {
            FeeLine usual = visit.line("101", "02", "2.5", "1234.567", "0.1234", "1200.5", false, false, false);
            visit.line(new FeeLine(
                    "9".repeat(27) + (100 + line),
                    usual.catalogueCode(),
                    usual.listType(),
                    usual.level(),
                    usual.count(),
                    usual.price(),
                    usual.amount(),
                    usual.selfpayProportion(),
                    usual.priceCeiling(),
                    false,
                    false,
                    false));
        }
        int size = Certificates.of(visit.request(), Certificates.JINAN).length;
        assertTrue(size <= CalculationCertificate.USUAL_BYTES_MAX, () -> size + " bytes");
    }
}
