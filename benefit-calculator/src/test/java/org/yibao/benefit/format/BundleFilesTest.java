package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.benefit.BuiltIn;

/** The bundles that come with the product, and those of the invented cities, are whole and hold their scenarios. */
final class BundleFilesTest {
    static Stream<String> inventedCities() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(BundleFilesTest.class.getResource("/policy-test"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> "/policy-test/" + file.getFileName()).sorted().toList().stream();
        }
    }

    private static PolicyValidation.Report validate(List<String> resources) {
        List<PolicyFile> files = resources.stream()
                .map(resource -> PolicyFile.of(resource, BuiltIn.bytes(resource), BuiltIn.DIGEST))
                .toList();
        return PolicyValidation.of(files, List.of());
    }

    @Test
    void builtInBundlesAreWhole() {
        PolicyValidation.Report report = validate(PolicyYaml.BUILT_IN);
        assertEquals("", Findings.of(report));
        assertTrue(report.scenarios() >= 40, () -> report.scenarios() + " scenarios");
    }

    @ParameterizedTest
    @MethodSource("inventedCities")
    void inventedCityIsWhole(String resource) {
        PolicyValidation.Report report = validate(List.of(resource));
        assertEquals("", Findings.of(report));
        boolean carriesScenarios = new String(BuiltIn.bytes(resource), UTF_8).contains("\nscenarios:");
        assertEquals(carriesScenarios, report.scenarios() >= 5, () -> report.scenarios() + " scenarios");
    }
}
