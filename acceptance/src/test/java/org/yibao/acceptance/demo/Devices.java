package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.yibao.emulators.EmulatedScanner;

/** Whole-product tests need serial devices that can be emulated. */
final class Devices {
    private Devices() {}

    /** Skips the test where there are none, visibly; where the build's word counts, their absence is a failure. */
    static void required() {
        boolean supported = EmulatedScanner.supported();
        if (!supported && "true".equals(System.getenv("CI"))) {
            fail("no emulated serial devices here: the whole product was not tested");
        }
        assumeTrue(supported, "no emulated serial devices here");
    }

    /** A stage whose pharmacy is open and online. */
    static Stage pharmacy(Path work, Site.Limits limits) {
        required();
        Stage stage = Stage.set(work, limits);
        try {
            stage.openPharmacy();
            stage.pharmacy().awaitLine(true);
            return stage;
        } catch (RuntimeException failed) {
            stage.close();
            throw failed;
        }
    }
}
