package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

final class QuoteMakerTest {
    private static final Catalogue.Item ITEM =
            new Catalogue.Item(Counter.DRUG, "试验药", "101", "01", null, null, false, false, false);

    private final QuoteMaker maker = new QuoteMaker(Sales.PHARMACY, (code, day) -> Optional.of(ITEM));

    private QuoteRequest filled(PersonSnapshot person, int year) {
        QuoteCommand bill = Counter.bill("handle", 100, Counter.DRUG, List.of());
        return assertInstanceOf(QuoteMaker.Filled.Request.class, maker.fill(bill, person, Sales.MORNING.withYear(year)))
                .request();
    }

    private static PersonSnapshot insuredAt(@Nullable String division) {
        PersonSnapshot person = Persons.person(1);
        InsuredPerson insured =
                new InsuredPerson(person.person().psnNo(), "310", "11", List.of(), false, division, "1990-01-01", null);
        return new PersonSnapshot(
                insured,
                person.name(),
                person.identityNumber(),
                false,
                person.year(),
                person.cum(),
                person.balance(),
                person.family(),
                person.asOf());
    }

    @ParameterizedTest
    @CsvSource({"370102, LOCAL", "370199, LOCAL", "370200, PROVINCE", "380102, OUTSIDE", ", LOCAL"})
    void theDivisionWhereThePersonIsInsuredSaysHowFarAwayTheyAre(@Nullable String division, QuoteRequest.Place place) {
        assertEquals(place, filled(insuredAt(division), 2026).place());
    }

    @Test
    void accumulatorsOfAnotherYearAreNotFilledIn() {
        PersonSnapshot person = Persons.person(1);
        assertEquals(person.cum(), filled(person, 2026).cum());
        assertEquals(YearToDate.NOTHING, filled(person, 2027).cum());
    }
}
