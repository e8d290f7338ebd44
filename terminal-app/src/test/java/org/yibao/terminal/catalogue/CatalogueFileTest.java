package org.yibao.terminal.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.port.Catalogue;
import org.yibao.terminal.yaml.YamlFault;

final class CatalogueFileTest {
    private static final String ROW =
            "{code: XB01, name: 药, list_type: \"101\", chrgitm_lv: \"02\", selfpay_prop: 0.2, from: 2024-01-01}";

    private static CatalogueFile parse(String... rows) {
        return CatalogueFile.parse(yaml(rows));
    }

    private static byte[] yaml(String... rows) {
        return ("items:\n  - " + String.join("\n  - ", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> faultsOf(String... rows) {
        return assertThrows(CatalogueException.class, () -> parse(rows)).faults().stream()
                .map(YamlFault::key)
                .toList();
    }

    @Test
    void theExampleLoads() {
        CatalogueFile example = CatalogueFile.load(Path.of("..", "docs", "examples", "catalogue.yaml"));
        Catalogue.Item item = example.find("XB02", LocalDate.of(2026, 1, 1)).orElseThrow();
        assertEquals(0, new BigDecimal("140").compareTo(item.priceCeiling()));
        assertTrue(example.find("SB01", LocalDate.of(2026, 1, 1)).orElseThrow().equipment());
        assertTrue(example.find("WC01", LocalDate.of(2026, 1, 1)).orElseThrow().wellness());
    }

    @Test
    void aRowCountsFromItsFirstToItsLastDay() {
        CatalogueFile catalogue = parse(
                ROW.replace("}", ", until: 2024-06-30}"),
                ROW.replace("0.2", "0.3").replace("2024-01-01", "2024-07-01"));
        assertTrue(catalogue.find("XB01", LocalDate.of(2023, 12, 31)).isEmpty());
        assertEquals(
                new BigDecimal("0.2"),
                catalogue.find("XB01", LocalDate.of(2024, 6, 30)).orElseThrow().selfpayProportion());
        assertEquals(
                new BigDecimal("0.3"),
                catalogue.find("XB01", LocalDate.of(2024, 7, 1)).orElseThrow().selfpayProportion());
        assertTrue(catalogue.find("NONE", LocalDate.of(2024, 7, 1)).isEmpty());
        assertNull(
                catalogue.find("XB01", LocalDate.of(2024, 7, 1)).orElseThrow().priceCeiling());
    }

    @Test
    void daysThatOverlapAreRefused() {
        assertEquals(List.of("items[2].code"), faultsOf(ROW, ROW));
        assertEquals(
                List.of("items[2].code"),
                faultsOf(ROW.replace("}", ", until: 2024-06-30}"), ROW.replace("2024-01-01", "2024-06-30")));
    }

    @Test
    void everyWrongValueIsNamedAtOnce() {
        assertEquals(
                List.of(
                        "items[1].code",
                        "items[1].list_type",
                        "items[1].chrgitm_lv",
                        "items[1].selfpay_prop",
                        "items[1].from",
                        "items[1].colour"),
                faultsOf("{code: a b, name: n, list_type: \"106\", chrgitm_lv: \"04\", selfpay_prop: 1.0001, "
                        + "from: 2024-02-30, colour: red}"));
        assertEquals(List.of("items[1].from"), faultsOf(ROW.replace(", from: 2024-01-01", "")));
        assertEquals(List.of("items[1].until"), faultsOf(ROW.replace("}", ", until: 2023-12-31}")));
        assertEquals(List.of("items[1].selfpay_prop"), faultsOf(ROW.replace("0.2", "0.00001")));
        assertEquals(List.of("items[1].selfpay_prop"), faultsOf(ROW.replace("0.2", "-0.2")));
    }

    @Test
    void aFileWithoutItemsIsRefused() {
        assertThrows(CatalogueException.class, () -> CatalogueFile.parse(new byte[0]));
        assertThrows(CatalogueException.class, () -> CatalogueFile.parse("items: []".getBytes(StandardCharsets.UTF_8)));
    }
}
