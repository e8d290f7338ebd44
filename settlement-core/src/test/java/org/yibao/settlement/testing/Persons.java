package org.yibao.settlement.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.PersonSnapshot;

/** Invented insured persons; each number gives another one, always the same. */
public final class Persons {
    private static final Instant AS_OF = Instant.parse("2026-03-02T00:30:00Z");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";

    private Persons() {}

    /** An employee in service with 500.00 yuan on the own account; {@code number} from 1 to 999. */
    public static PersonSnapshot person(int number) {
        InsuredPerson insured = new InsuredPerson(
                "3701000000%06d".formatted(number), "310", "11", List.of(), false, "370100", "1990-01-01", null);
        return new PersonSnapshot(
                insured,
                "试验人" + number,
                identityNumber(number),
                false,
                2026,
                YearToDate.of(Map.of("ODS_DEDC", 20_000L)),
                Amount.ofFen(50_000),
                List.of(),
                AS_OF);
    }

    /** An identity number whose check character fits (GB 11643-1999). */
    public static String identityNumber(int number) {
        String body = "37010219900101%03d".formatted(number);
        int sum = 0;
        for (int place = 0; place < WEIGHTS.length; place++) {
            sum += WEIGHTS[place] * (body.charAt(place) - '0');
        }
        return body + CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length());
    }
}
