package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yibao.benefit.certificate.JsonTree.Node;

/** The page that tells the form: its tables name every value by path, with types and what guards it. */
final class CertificatePage {
    private static final Path FILE = Path.of("..", "docs", "certificate.md");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(/[^`]+)` \\| ([a-z, ]+) \\| (arithmetic|digest) \\|.*\\|$");

    private static final Pattern NAME = Pattern.compile("/(facts|cum|classes|when|own_when|first_selfpay_of)/[^/]+");
    private static final Pattern ROW_NUMBER =
            Pattern.compile("((?:(?:facts|classes|when|own_when|first_selfpay_of)/NAME"
                    + "|bundles|caps|family|funds|layers|line_rules|lines|parameters|relations|steps|value"
                    + "|/derivation/parameters/\\*/0)/)[0-9]+(?=/|$)");

    private CertificatePage() {}

    private static String text() {
        try {
            return Files.readString(FILE, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The path with {@code *} for any row and {@code NAME} where any name may stand, and the type of the value. */
    static String kind(Node node, String text) {
        String path = NAME.matcher(node.path()).replaceAll("/$1/NAME");
        path = ROW_NUMBER.matcher(path).replaceAll("$1*");
        path = ROW_NUMBER.matcher(path).replaceAll("$1*");
        return path + " "
                + switch (text.charAt(node.begin())) {
                    case '"' -> "text";
                    case 'n' -> "null";
                    case 't', 'f' -> "flag";
                    case '[' -> "array";
                    default -> "number";
                };
    }

    private static Stream<MatchResult> rows() {
        return ROW.matcher(text()).results();
    }

    private static Stream<String> kinds(MatchResult row) {
        return Stream.of(row.group(2).split(", ")).map(type -> row.group(1) + " " + type);
    }

    static Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        rows().flatMap(CertificatePage::kinds).forEach(kinds::add);
        return kinds;
    }

    static Set<String> guardedByDigestAlone() {
        Set<String> kinds = new TreeSet<>();
        rows().filter(row -> row.group(3).equals("digest"))
                .flatMap(CertificatePage::kinds)
                .forEach(kinds::add);
        return kinds;
    }
}
