package org.yibao.link.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.link.message.StatementFile.Judged;
import org.yibao.link.message.StatementFile.Standing;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;

class StatementFileTest {
    private static final ClearingGroup GROUP = new ClearingGroup("310", "41", "370102");
    private static final StatementRow SALE = new StatementRow(
            GROUP,
            StatementRow.Kind.SALE,
            "P3701020000120260302210000A000",
            "S1",
            "V1",
            "370100000000001",
            Amount.ofFen(101),
            Amount.ofFen(50),
            Amount.ZERO,
            Amount.ofFen(51));
    private static final StatementRow VOID = new StatementRow(
            GROUP,
            StatementRow.Kind.VOID,
            "P3701020000120260302210500A000",
            "",
            "V1",
            "370100000000001",
            Amount.ofFen(-101),
            Amount.ofFen(-50),
            Amount.ZERO,
            Amount.ofFen(-51));

    private static String text(Bytes zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toArray()))) {
            in.getNextEntry();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Bytes zip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("any.txt"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Bytes.of(bytes.toByteArray());
    }

    @Test
    void columnsStandInTheInterfacesOrderWithTabsAndNull() throws IOException {
        assertEquals(
                "S1\tV1\t370100000000001\t1.01\t0.50\t0.00\t0\t"
                        + "{\"msgid\":\"P3701020000120260302210000A000\",\"psn_cash_pay\":0.51}\n"
                        + "null\tV1\t370100000000001\t-1.01\t-0.50\t0.00\t1\t"
                        + "{\"msgid\":\"P3701020000120260302210500A000\",\"psn_cash_pay\":-0.51}\n",
                text(StatementFile.handed(List.of(SALE, VOID))));
        assertEquals(
                "370100000000001\tV1\tS1\tP3701020000120260302210000A000\t2\t0\tnull\t1.01\t0.50\t0.00\t"
                        + "{\"psn_cash_pay\":0.51}\n",
                text(StatementFile.held(List.of(new Judged(SALE, Standing.ONLY_PLATFORM)))));
    }

    @Test
    void rowsComeBackAsTheyWereHandedIn() {
        assertEquals(List.of(SALE, VOID), StatementFile.readHanded(StatementFile.handed(List.of(SALE, VOID)), GROUP));
        assertEquals(List.of(), StatementFile.readHanded(StatementFile.handed(List.of()), GROUP));
    }

    @Test
    void whatOnlyTheInstitutionHasIsNoRowOfThePlatform() {
        Bytes answer = StatementFile.held(
                List.of(new Judged(SALE, Standing.EQUAL), new Judged(VOID, Standing.ONLY_INSTITUTION)));
        assertEquals(new Statement.Rows(List.of(SALE), 0), StatementFile.readHeld(answer, GROUP));
    }

    @Test
    void oddLineHidesNoOtherAndIsCounted() throws IOException {
        String good = text(StatementFile.held(List.of(new Judged(SALE, Standing.EQUAL))));
        String odd = "only\ttwo\n" + good.replace("1.01", "much") + good + good;
        assertEquals(new Statement.Rows(List.of(SALE), 3), StatementFile.readHeld(zip(odd), GROUP));
    }

    @Test
    void handedFileWithAnOddLineIsRefusedAsAWhole() throws IOException {
        String good = text(StatementFile.handed(List.of(SALE)));
        assertThrows(MessageException.class, () -> StatementFile.readHanded(zip(good + "odd\n"), GROUP));
        assertThrows(MessageException.class, () -> StatementFile.readHanded(zip(good + good), GROUP));
    }

    @Test
    void changedBytesNeverFailOtherwiseThanByName() {
        Random random = new Random(5);
        byte[] whole = StatementFile.held(List.of(new Judged(SALE, Standing.EQUAL), new Judged(VOID, Standing.DIFFERS)))
                .toArray();
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                StatementFile.readHeld(Bytes.of(changed), GROUP);
            } catch (MessageException named) {
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    @Test
    void fileThatUnpacksToTooMuchIsRefused() throws IOException {
        String line = "x".repeat(1 << 20);
        StringBuilder bomb = new StringBuilder();
        for (int i = 0; i <= StatementFile.UNPACKED_BYTES_MAX >> 20; i++) {
            bomb.append(line);
        }
        Bytes packed = zip(bomb.toString());
        assertThrows(MessageException.class, () -> StatementFile.readHeld(packed, GROUP));
    }
}
