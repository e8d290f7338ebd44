package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.emulators.EmulatedIdentityCard;
import org.yibao.platform.ledger.Insured;

/** Row 25 of the reliability list: after a whole morning, nothing that the terminals wrote says who bought. */
final class PrivacyTest {
    private static final String BUYER = "370100000000003";
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    @TempDir
    private Path work;

    @Test
    void noIdentityNumberNameOrVoucherCodeStandsInWhatTheTerminalsWrote() throws IOException {
        Devices.required();
        List<String> canaries = new ArrayList<>();
        try (Stage stage = Stage.set(work, Site.Limits.USUAL)) {
            for (Insured insured : stage.platform().control().people()) {
                canaries.add(insured.identityNumber());
                canaries.add(insured.name());
            }
            stage.open();
            assertTrue(new Morning(stage, new Screen()).play() > 0);
            canaries.add(voucherSale(stage));
            canaries.addAll(stranger(stage));
            canaries.add(garbage(stage, canaries.get(0), canaries.get(1)));
            assertNowhere(stage, canaries);
            // The rest lies in the write-ahead log, as after a power cut.
            stage.pharmacy().process().kill();
            assertNowhere(stage, canaries);
        }
        assertTrue(standsIn(work.resolve("platform"), canaries.get(0)), "the search would find nothing anywhere");
    }

    private static String voucherSale(Stage stage) {
        String code = stage.platform().control().mintVoucher(BUYER);
        Counter counter = stage.pharmacy().counter();
        Reply presented =
                counter.present("scanner", () -> stage.pharmacyScanner().scan(code));
        assertTrue(presented.isOk(), () -> String.valueOf(presented.body()));
        counter.settle(counter.quote(presented.body(), Counter.prescription(true, "DEMO-A-02 1 39.80")), "voucher");
        Reply again = counter.present("scanner", () -> stage.pharmacyScanner().scan(code));
        assertFalse(again.isOk(), "a voucher was taken twice");
        return code;
    }

    /** Someone whom the platform does not know. */
    private static List<String> stranger(Stage stage) {
        EmulatedIdentityCard card = EmulatedIdentityCard.of("370102199001011233", "欧阳无名氏");
        stage.cardReader().liftCard();
        Reply refused = stage.pharmacy()
                .counter()
                .present("identity-card", () -> stage.cardReader().layCard(card));
        assertFalse(refused.isOk());
        return List.of("370102199001011233", "欧阳无名氏");
    }

    /** A till that sends what it should not. */
    private static String garbage(Stage stage, String number, String name) {
        Till till = stage.pharmacy().counter().till();
        assertEquals(
                400,
                till.post("/quotes", Till.object().put("certno", number).put("psn_name", name))
                        .status());
        assertEquals(
                400, till.post("/calculations", Till.object().put(number, name)).status());
        assertEquals(404, till.get("/settlements/" + number).status());
        return number;
    }

    private static void assertNowhere(Stage stage, List<String> canaries) throws IOException {
        for (Site site : List.of(stage.clinic(), stage.pharmacy())) {
            assertTrue(Files.size(site.folder().resolve("terminal.log")) > 0);
            for (String canary : canaries) {
                assertFalse(standsIn(site.folder(), canary), canary);
            }
        }
    }

    private static boolean standsIn(Path folder, String canary) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // One byte, one character: the search is for bytes.
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (Charset encoding : ENCODINGS) {
                    if (content.contains(new String(canary.getBytes(encoding), StandardCharsets.ISO_8859_1))) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
