package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.Amount;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.People;

class PopulationTest {
    private static final String ONE = """
            {"people": [{"psn_no": "370100000000001", "certno": "370100198503120019", "psn_name": "甲在职",
              "gend": "1", "brdy": "1985-03-12", "insutype": "310", "psn_type": "1101", "psn_idet_type": [],
              "cvlserv_flag": "0", "insuplc_admdvs": "370100", "place_registered": false, "balc": 860.00,
              "cum": {"IPT_COUNT": 1, "OPT_PAY": 12.34}, "mulaid": []}]}
            """;

    private static Population decode(String json) {
        return Population.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void demoHoldsEmployeesResidentsAFamilyAndACivilServant(@TempDir Path folder) {
        try (LedgerDatabase ledger = LedgerDatabase.open(folder.resolve("ledger.db"))) {
            Population.demo().settleIn(ledger, 2026);
            List<Insured> people = ledger.inTransaction(tx -> new People(tx).all());

            assertEquals(10, people.size());
            assertTrue(people.stream().anyMatch(one -> one.person().psnType().startsWith("12")));
            assertTrue(people.stream().anyMatch(one -> one.person().insutype().equals("390")));
            assertTrue(people.stream().anyMatch(one -> one.person().civilServant()));
            assertTrue(people.stream().anyMatch(one -> !one.family().isEmpty()));
        }
    }

    @Test
    void secondStartKeepsWhatIsThere(@TempDir Path folder) {
        try (LedgerDatabase ledger = LedgerDatabase.open(folder.resolve("ledger.db"))) {
            decode(ONE).settleIn(ledger, 2026);
            ledger.run(tx -> new People(tx).credit("370100000000001", Amount.parse("-60.00")));
            decode(ONE).settleIn(ledger, 2027);

            Insured one = ledger.inTransaction(
                    tx -> new People(tx).byPsnNo("370100000000001").orElseThrow());
            assertEquals(Amount.parse("800.00"), one.balance());
            assertEquals(
                    1,
                    ledger.inTransaction(tx -> new People(tx).cum("370100000000001", 2026))
                            .value("IPT_COUNT"));
            assertEquals(
                    0,
                    ledger.inTransaction(tx -> new People(tx).cum("370100000000001", 2027))
                            .value("OPT_PAY"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "370100198503120010",
                "370100198503130019",
                "37010019850312001",
                "37010019850312001９",
                "370100198513320019"
            })
    void identityNumberThatIsNotSoundIsRefused(String number) {
        assertThrows(PlatformException.class, () -> decode(ONE.replace("370100198503120019", number)));
    }

    @Test
    void checkCharacterIsTheStandards() {
        // GB 11643-1999, annex: the standard's own two examples.
        assertTrue(ResidentNumber.isSound("11010519491231002X", "1949-12-31"));
        assertTrue(ResidentNumber.isSound("440524188001010014", "1880-01-01"));
        assertFalse(ResidentNumber.isSound("440524188001010015", "1880-01-01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{\"people\": [{}]}", "{\"people\": [{\"psn_no\": 5}]}", "{\"people\": [], \"people\": []}"
            })
    void seedOutOfFormIsRefused(String json) {
        assertThrows(PlatformException.class, () -> decode(json));
    }

    @Test
    void amountFinerThanFenIsRefused() {
        assertThrows(PlatformException.class, () -> decode(ONE.replace("12.34", "12.345")));
        assertThrows(PlatformException.class, () -> decode(ONE.replace("860.00", "\"860\"")));
    }

    @Test
    void nothingShowsAPersonInFull(@TempDir Path folder) {
        try (LedgerDatabase ledger = LedgerDatabase.open(folder.resolve("ledger.db"))) {
            decode(ONE).settleIn(ledger, 2026);
            String text = ledger.inTransaction(tx -> new People(tx).all()).toString();

            assertFalse(text.contains("在职"));
            assertFalse(text.contains("370100198503120019"));
        }
    }
}
