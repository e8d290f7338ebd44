package org.yibao.benefit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.page.PlainText;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyLibrary;

/** The invented town, as it stands or with some words of its file replaced. */
final class Corner {
    private static final String TEXT = new String(BuiltIn.bytes("/policy-test/corner.yaml"), UTF_8);

    private Corner() {}

    /** @param replaced pairs: what stands in the file, what takes its place everywhere */
    static PolicyBook book(String... replaced) {
        String text = TEXT;
        for (int index = 0; index < replaced.length; index += 2) {
            assertTrue(text.contains(replaced[index]), replaced[index]);
            text = text.replace(replaced[index], replaced[index + 1]);
        }
        String digest = "sm3:" + (replaced.length == 0 ? "0" : "1").repeat(64);
        PolicyLibrary library = PolicyLibrary.of(List.of(PolicyYaml.read("corner.yaml", text.getBytes(UTF_8), digest)));
        return ((PolicyLibrary.Combined) library.book(List.of("corner"))).book();
    }

    static String printed(Page page) {
        return String.join("\n", PlainText.lines(page)) + "\n";
    }

    static String golden(String name) {
        return new String(BuiltIn.bytes("/report/" + name), UTF_8);
    }
}
