package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.certificate.JsonTree.Node;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.split.Bills;

/**
 * Whoever changes one figure, code, date, digest or row of a certificate is found out, also when the digests over it
 * are made again.
 */
final class SingleChangeTest {
    private static final List<String> CERTIFICATES = Certificates.ofEveryBook(500, 41);

    /** Values of each kind that are changed, each of another certificate; some kinds are rare. */
    private static final int SAMPLES = Bills.COUNT / 8_000;

    /** Of these samples those that are changed at every place. */
    private static final int WHOLE = 3;

    private static final int SHORT_TEXT = 12;

    /** Other values of its kind that a text is replaced by. */
    private static final int REPLACEMENTS = 4;

    /**
     * A value or an array of a certificate.
     *
     * @param number the how manyth of its kind
     * @param alike the values of its kind, those of its certificate first
     */
    private record Sample(String text, String kind, Node node, int number, Set<String> alike) {
        boolean whole() {
            return number <= WHOLE;
        }
    }

    private static List<Sample> samples(long seed, Function<String, List<Node>> nodes) {
        Random random = new Random(seed);
        Map<String, Integer> taken = new TreeMap<>();
        Map<String, Set<String>> values = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        for (String text : CERTIFICATES) {
            Map<String, List<Node>> kinds = new TreeMap<>();
            nodes.apply(text)
                    .forEach(
                            node -> kinds.computeIfAbsent(CertificatePage.kind(node, text), absent -> new ArrayList<>())
                                    .add(node));
            kinds.forEach((kind, found) -> {
                Node node = found.get(random.nextInt(found.size()));
                Set<String> alike = new LinkedHashSet<>();
                found.forEach(each -> alike.add(each.of(text)));
                Set<String> elsewhere = values.computeIfAbsent(kind, absent -> new TreeSet<>());
                elsewhere.addAll(alike);
                alike.addAll(elsewhere);
                int number = taken.merge(kind, 1, Integer::sum);
                if (number <= SAMPLES) {
                    samples.add(new Sample(text, kind, node, number, alike));
                }
            });
        }
        return samples;
    }

    private static List<Node> leaves(String text) {
        return JsonTree.leaves(JsonTree.parse(text), text);
    }

    private static List<Node> arrays(String text) {
        return JsonTree.arrays(JsonTree.parse(text), text);
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

    /** Every way to change one value, or one place of it at random. */
    private static void changes(Sample sample, Random random, Consumer<String> each) {
        String text = sample.text();
        Node leaf = sample.node();
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
        each.accept(before + "null" + after);
        boolean number = value.charAt(0) != '"';
        if (!number) {
            sample.alike().stream()
                    .filter(other -> !other.equals(value))
                    .limit(REPLACEMENTS)
                    .forEach(other -> each.accept(before + other + after));
        } else {
            each.accept(before + (value.startsWith("-") ? value.substring(1) : "-" + value) + after);
        }
        List<Integer> places = new ArrayList<>();
        for (int place = number ? 0 : 1; place < value.length() - (number ? 0 : 1); place++) {
            if (Character.isLetterOrDigit(value.charAt(place))) {
                places.add(place);
            }
        }
        boolean all = sample.whole() && value.length() <= SHORT_TEXT;
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

    /** The value and the one before it that has as many characters. */
    private static Optional<String> swapped(Sample sample) {
        String text = sample.text();
        String value = sample.node().of(text);
        return leaves(text).stream()
                .filter(earlier -> earlier.end() < sample.node().begin())
                .filter(earlier -> earlier.of(text).length() == value.length())
                .filter(earlier -> !earlier.of(text).equals(value))
                .reduce((first, second) -> second)
                .map(earlier -> swapped(text, earlier, sample.node()));
    }

    private static void assertRefused(String changed, Sample sample) {
        assertFalse(Certificates.check(changed) instanceof Verdict.Agreed, () -> sample.kind() + "\n" + changed);
    }

    @Test
    void everySingleChangeIsRefusedAlsoUnderAnotherDigest() {
        Random random = new Random(7);
        TreeSet<String> met = new TreeSet<>();
        for (Sample sample : samples(41, SingleChangeTest::leaves)) {
            met.add(sample.kind());
            changes(sample, random, changed -> {
                if (sample.whole()) {
                    assertRefused(changed, sample);
                }
                if (!sample.kind().equals("/digest text")) {
                    assertRefused(redigested(changed), sample);
                }
            });
            swapped(sample).ifPresent(changed -> assertRefused(redigested(changed), sample));
        }
        assertEquals(lines(CertificatePage.kinds()), lines(met));
    }

    @Test
    void everyRowLeftOutDoubledOrSwappedIsRefused() {
        for (Sample sample : samples(42, SingleChangeTest::arrays)) {
            rowChanges(sample.text(), sample.node(), changed -> assertRefused(redigested(changed), sample));
        }
    }

    /** Codes and texts, whose change moves no figure; every number and flag is bound. */
    @Test
    void arithmeticBindsWhatThePageSays() {
        Random random = new Random(8);
        TreeSet<String> unbound = new TreeSet<>();
        for (Sample sample : samples(43, SingleChangeTest::leaves)) {
            if (sample.kind().startsWith("/basis/")) {
                changes(sample, random, changed -> {
                    if (Certificates.check(redigestedWhole(changed)) instanceof Verdict.Agreed) {
                        unbound.add(sample.kind());
                    }
                });
            }
        }
        assertEquals(lines(CertificatePage.guardedByDigestAlone()), lines(unbound));
        assertTrue(unbound.stream().allMatch(kind -> kind.endsWith(" text")), unbound::toString);
    }

    private static String lines(Set<String> kinds) {
        return String.join("\n", kinds);
    }

    @Test
    void bothDigestsMadeAgainOverTheSameFiguresAreTheSame() {
        String text = CERTIFICATES.get(0);
        assertEquals(text, redigestedWhole(text));
        assertInstanceOf(Verdict.Agreed.class, Certificates.check(text));
    }
}
