package org.yibao.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

/** Sells until it is killed. Prints its signing key, then the id of each sale once that is durable. */
final class SellingProcess {
    private static final int PERSONS = 50;

    private SellingProcess() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Sm2KeyPair signing = Sm2KeyPair.generate();
        StoreKeys keys = StoreKeys.of(TestKeys.keyEncryptionKey(), signing);
        try (SqliteStore store = TestStores.open(Path.of(arguments[0]), keys)) {
            out.println(HexFormat.of().formatHex(signing.sm2PublicKey().encoded()));
            for (int number = 0; true; number++) {
                sell(store, number, out);
            }
        }
    }

    private static void sell(SqliteStore store, int number, PrintStream out) {
        MessageId id = store.ids().next(Sales.MORNING);
        Sale sale = Sales.atPharmacy().to(Persons.person(1 + number % PERSONS)).made(id, id.value());
        store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
        out.println(id.value());
        store.settlements().attempted(id, TestStores.CLOCK.instant());
        if (number % 2 == 0) {
            store.settlements().told(id, Told.PROVISIONAL);
            PlatformAnswer.Booked booked = Sales.bookedOtherwise(sale);
            store.settlements().answered(id, booked, Sales.evidence("answer"), afterAnswer(sale, booked));
        }
    }

    /** The person as the platform's answer leaves them. */
    static PersonSnapshot afterAnswer(Sale sale, PlatformAnswer.Booked booked) {
        return sale.person()
                .after(
                        sale.madeAt().getYear(),
                        booked.cumAfter(),
                        booked.breakdown().balc());
    }
}
