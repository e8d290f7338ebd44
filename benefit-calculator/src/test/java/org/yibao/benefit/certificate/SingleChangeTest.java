package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.certificate.JsonTree.Node;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.AnyVisits;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;

/**
 * Whoever changes one figure, code, date, digest or row of a certificate is found out, also when the digests over it
 * are made again.
 */
final class SingleChangeTest {
    /** Certificates changed at one place of each value. */
    private static final int SAMPLED = 240;

    /** Certificates changed at every place of each value. */
    private static final int WHOLE = 6;

    private static final int SHORT_TEXT = 12;

    private static List<String> certificates(int count, long seed) {
        AnyVisits visits = new AnyVisits(seed);
        List<PolicyBook> books = List.of(Certificates.JINAN, Certificates.JINAN, Certificates.HARBOUR);
        List<String> certificates = new ArrayList<>();
        for (int round = 0; certificates.size() < count; round++) {
            QuoteRequest request = Certificates.asked(visits.next(), round * 17);
            if (BenefitCalculator.derive(request, books.get(round % 3)) instanceof Derivation derivation) {
                certificates.add(new String(CalculationCertificate.write(derivation, Certificates::digest), UTF_8));
            }
        }
        return certificates;
    }

    /** The certificate's own digest made again. */
    private static String redigested(String certificate) {
        String field = ",\"digest\":";
        int end = certificate.lastIndexOf(field);
        String body = certificate.substring(0, end);
        return body + field + "\"" + Certificates.digest(body.getBytes(UTF_8)) + "\"}";
    }

    /** Both digests made again. */
    private static String redigestedWhole(String certificate) {
        String begin = "\"basis\":";
        String field = ",\"basis_digest\":\"";
        int from = certificate.indexOf(begin) + begin.length();
        int to = certificate.indexOf(field);
        String digest = Certificates.digest(certificate.substring(from, to).getBytes(UTF_8));
        int after = to + field.length() + digest.length();
        return redigested(certificate.substring(0, to) + field + digest + certificate.substring(after));
    }

    private static boolean isFreeText(Node node) {
        return node.path().endsWith("/law");
    }

    /** Every way to change one value, or one place of it at random. */
    private static void changes(String text, Node leaf, Random random, boolean whole, Consumer<String> each) {
        String value = leaf.of(text);
        String before = text.substring(0, leaf.begin());
        String after = text.substring(leaf.end());
        if (value.equals("true") || value.equals("false")) {
            each.accept(before + !Boolean.parseBoolean(value) + after);
            return;
        }
        if (value.equals("null")) {
            each.accept(before + "0" + after);
            return;
        }
        boolean number = value.charAt(0) != '"';
        if (number) {
            each.accept(before + (value.startsWith("-") ? value.substring(1) : "-" + value) + after);
        }
        List<Integer> places = new ArrayList<>();
        for (int place = number ? 0 : 1; place < value.length() - (number ? 0 : 1); place++) {
            if (Character.isLetterOrDigit(value.charAt(place))) {
                places.add(place);
            }
        }
        boolean all = whole && value.length() <= SHORT_TEXT;
        if (!all && !places.isEmpty()) {
            places = List.of(places.get(random.nextInt(places.size())));
        }
        for (int place : places) {
            for (int step : new int[] {1, -1}) {
                char changed = (char) (value.charAt(place) + step);
                if (Character.isDigit(value.charAt(place))) {
                    changed = (char) ('0' + (value.charAt(place) - '0' + step + 10) % 10);
                }
                each.accept(before + value.substring(0, place) + changed + value.substring(place + 1) + after);
            }
        }
    }

    private static void rowChanges(String text, Node array, Consumer<String> each) {
        List<Node> rows = array.items();
        for (int row = 0; row < rows.size(); row++) {
            Node here = rows.get(row);
            each.accept(text.substring(0, here.end()) + "," + here.of(text) + text.substring(here.end()));
            int from = row == 0 ? here.begin() : here.begin() - 1;
            int to = row == 0 && rows.size() > 1 ? here.end() + 1 : here.end();
            each.accept(text.substring(0, from) + text.substring(to));
            if (row > 0 && !rows.get(row - 1).of(text).equals(here.of(text))) {
                each.accept(swapped(text, rows.get(row - 1), here));
            }
        }
    }

    private static String swapped(String text, Node earlier, Node later) {
        return text.substring(0, earlier.begin())
                + later.of(text)
                + text.substring(earlier.end(), later.begin())
                + earlier.of(text)
                + text.substring(later.end());
    }

    /** Values that have as many characters as the one before them of that length. */
    private static void swaps(String text, List<Node> leaves, Consumer<String> each) {
        for (int later = 1; later < leaves.size(); later++) {
            for (int earlier = later - 1; earlier >= 0; earlier--) {
                String first = leaves.get(earlier).of(text);
                String second = leaves.get(later).of(text);
                if (first.length() == second.length()
                        && !first.equals(second)
                        && !isFreeText(leaves.get(earlier))
                        && !isFreeText(leaves.get(later))) {
                    each.accept(swapped(text, leaves.get(earlier), leaves.get(later)));
                    break;
                }
            }
        }
    }

    private static void assertRefused(String changed, String where) {
        assertFalse(Certificates.check(changed) instanceof Verdict.Agreed, () -> where + "\n" + changed);
    }

    private static void assertEverySingleChangeIsRefused(List<String> certificates, boolean whole) {
        Random random = new Random(7);
        for (String text : certificates) {
            assertInstanceOf(Verdict.Agreed.class, Certificates.check(text));
            Node root = JsonTree.parse(text);
            List<Node> leaves = JsonTree.leaves(root, text);
            for (Node leaf : leaves) {
                changes(text, leaf, random, whole, changed -> {
                    assertRefused(changed, leaf.path());
                    if (!leaf.path().equals("/digest")) {
                        assertRefused(redigested(changed), leaf.path());
                    }
                });
            }
            swaps(text, leaves, changed -> assertRefused(changed, "swap"));
            for (Node array : JsonTree.arrays(root, text)) {
                rowChanges(text, array, changed -> assertRefused(redigested(changed), array.path()));
            }
        }
    }

    @Test
    void everySingleChangeIsRefusedAlsoUnderAnotherDigest() {
        assertEverySingleChangeIsRefused(certificates(SAMPLED, 41), false);
    }

    @Test
    void everyPlaceOfEveryValueIsGuarded() {
        assertEverySingleChangeIsRefused(certificates(WHOLE, 42), true);
    }

    /** What arithmetic does not bind: these codes and texts are guarded by the digest of the basis. */
    private static final List<String> GUARDED_BY_BASIS_DIGEST = List.of(
            "/basis/accounts/law",
            "/basis/accounts/own/* #false",
            "/basis/accounts/own/* #true",
            "/basis/accounts/own_when/insutype/*",
            "/basis/accounts/relations/*",
            "/basis/bundles/*/*",
            "/basis/classes/aid_group/*/name",
            "/basis/classes/aid_group/*/when/mark/*",
            "/basis/classes/elder/*/name",
            "/basis/classes/favoured/*/name",
            "/basis/classes/favoured/*/when/elder/*",
            "/basis/classes/favoured/*/when/mark/*",
            "/basis/classes/resident_group/*/name",
            "/basis/classes/resident_group/*/when/mark/*",
            "/basis/classes/stay/*/name",
            "/basis/classes/stay/*/when/place/*",
            "/basis/classes/stay/*/when/place_registered/*",
            "/basis/classes/worker/*/name",
            "/basis/classes/worker/*/when/mark/*",
            "/basis/classes/worker/*/when/psn_type/*",
            "/basis/facts/insutype/*",
            "/basis/facts/mark/*",
            "/basis/facts/med_type/*",
            "/basis/facts/place/*",
            "/basis/facts/place_registered/*",
            "/basis/facts/psn_type/*",
            "/basis/facts/tier/*",
            "/basis/layers/*/first_selfpay_of/chrgitm_lv/*",
            "/basis/layers/*/first_selfpay_of/list_type/*",
            "/basis/layers/*/id",
            "/basis/layers/*/when/aid_group/*",
            "/basis/layers/*/when/favoured/*",
            "/basis/layers/*/when/opsp_dise_code/*",
            "/basis/line_rules/*/id",
            "/basis/line_rules/*/law",
            "/basis/line_rules/*/selfpay",
            "/basis/line_rules/*/when/chrgitm_lv/*",
            "/basis/line_rules/*/when/equipment_flag/*",
            "/basis/line_rules/*/when/list_type/*",
            "/basis/line_rules/*/when/procured_flag/*",
            "/basis/lines/*/*",
            "/basis/lines/*/* #null",
            "/basis/parameters/*/law",
            "/basis/parameters/*/when/aid_group/*",
            "/basis/parameters/*/when/tier/*",
            "/basis/parameters/*/when/worker/*",
            "/basis/scheme/id",
            "/basis/scheme/out_of_area/selfpay",
            "/basis/scheme/out_of_area/when/place/*",
            "/basis/scheme/out_of_area/when/place_registered/*",
            "/basis/scheme/when/med_type/*");

    @Test
    void arithmeticBindsEveryFigureOfTheBasis() {
        Random random = new Random(8);
        TreeSet<String> unbound = new TreeSet<>();
        for (String text : certificates(SAMPLED, 43)) {
            for (Node leaf : JsonTree.leaves(JsonTree.parse(text), text)) {
                boolean number = leaf.of(text).charAt(0) != '"';
                if (leaf.path().startsWith("/basis/")) {
                    changes(text, leaf, random, number, changed -> {
                        if (Certificates.check(redigestedWhole(changed)) instanceof Verdict.Agreed) {
                            unbound.add(general(leaf.path()) + (number ? " #" + leaf.of(text) : ""));
                        }
                    });
                }
            }
        }
        assertEquals(GUARDED_BY_BASIS_DIGEST, List.copyOf(unbound));
    }

    /** A path with its indices left out, and the names of facts and classes. */
    private static String general(String path) {
        return path.replaceAll("/[0-9]+(?=/|$)", "/*");
    }

    @Test
    void bothDigestsMadeAgainOverTheSameFiguresAreTheSame() {
        String text = certificates(1, 44).get(0);
        assertEquals(text, redigestedWhole(text));
        assertTrue(text.endsWith("\"}"));
    }
}
