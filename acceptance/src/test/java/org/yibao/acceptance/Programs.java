package org.yibao.acceptance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tests against strangers need their programs. */
public final class Programs {
    private Programs() {}

    /** Skips the test where one is missing, visibly; where the build's word counts, that is a failure. */
    public static void required(String... programs) {
        for (String program : programs) {
            boolean present = isPresent(program);
            if (!present && "true".equals(System.getenv("CI"))) {
                fail("the program " + program + " is not on the search path: this was not tested");
            }
            assumeTrue(present, "SKIPPED: the program " + program + " is not on the search path");
        }
    }

    private static boolean isPresent(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
