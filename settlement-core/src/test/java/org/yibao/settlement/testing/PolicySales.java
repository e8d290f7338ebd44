package org.yibao.settlement.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Credential;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;

/** Sells under real policy tables into a store; keeps itself what each person's accumulators and account stand at. */
public final class PolicySales {
    private final StorePorts store;
    private final PolicyBook book;
    private final Map<String, PersonSnapshot> persons = new HashMap<>();
    private int made;

    public PolicySales(StorePorts store, PolicyBook book) {
        this.store = store;
        this.book = book;
    }

    /** All tables that come with the product. */
    public static PolicyBook builtIn() {
        return book(UnaryOperator.identity());
    }

    /** The same tables, their text edited; an edit that finds nothing to edit is a mistake of the test. */
    public static PolicyBook edited(String text, String by) {
        boolean[] found = {false};
        PolicyBook edited = book(yaml -> {
            found[0] |= yaml.contains(text);
            return yaml.replace(text, by);
        });
        if (!found[0]) {
            throw new IllegalArgumentException("no table says: " + text);
        }
        return edited;
    }

    private static PolicyBook book(UnaryOperator<String> edit) {
        List<PolicyBundle> bundles = PolicyYaml.BUILT_IN.stream()
                .map(resource -> PolicyYaml.read(
                        resource, edit.apply(text(resource)).getBytes(StandardCharsets.UTF_8), "sm3:" + "0".repeat(64)))
                .toList();
        return book(bundles, List.of("jinan-in-force", "shandong-employee-draft-2024", "demo-supplement"));
    }

    /** Of the product's tables only those with these ids. */
    public static PolicyBook of(String... ids) {
        List<PolicyBundle> bundles = PolicyYaml.BUILT_IN.stream()
                .map(resource -> PolicyYaml.read(
                        resource, text(resource).getBytes(StandardCharsets.UTF_8), "sm3:" + "0".repeat(64)))
                .toList();
        return book(bundles, List.of(ids));
    }

    private static PolicyBook book(List<PolicyBundle> bundles, List<String> ids) {
        return ((PolicyLibrary.Combined) PolicyLibrary.of(bundles).book(ids)).book();
    }

    private static String text(String resource) {
        try (InputStream stream = PolicyYaml.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException(resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Somebody's visit, before it is split. */
    public record Visit(
            int person, boolean resident, List<String> marks, LocalDateTime at, String medType, String tier, long fen) {
        /** An employee in service, {@code tier} 2, ordinary outpatient. */
        public static Visit outpatient(String at, String yuan) {
            return new Visit(
                    1,
                    false,
                    List.of(),
                    LocalDateTime.parse(at),
                    "11",
                    "2",
                    Amount.parse(yuan).fen());
        }

        public Visit by(int number) {
            return new Visit(number, resident, marks, at, medType, tier, fen);
        }

        public Visit ofResident(String... withMarks) {
            return new Visit(person, true, List.of(withMarks), at, medType, tier, fen);
        }

        public Visit as(String type, String inTier) {
            return new Visit(person, resident, marks, at, type, inTier, fen);
        }
    }

    /** What was moved elsewhere: another terminal's sales, as the platform said. */
    public void movedElsewhere(Visit visit, Map<String, Long> accumulators) {
        PersonSnapshot person = person(visit);
        persons.put(key(visit), person.after(visit.at().getYear(), YearToDate.of(accumulators), person.balance()));
    }

    /** Sells provisionally; empty when the tables have no split for it. */
    public Optional<Sale> sell(Visit visit) {
        return sell(visit, split -> Sales.CERTIFICATE);
    }

    /** The same, with the certificate that is made of the split; null for none. */
    public Optional<Sale> sell(Visit visit, Function<Derivation, @Nullable Bytes> certificate) {
        PersonSnapshot person = person(visit);
        QuoteRequest request = request(visit, person);
        if (!(BenefitCalculator.derive(request, book) instanceof Derivation split)) {
            return Optional.empty();
        }
        Quote quote = split.explained();
        MessageId id = store.ids().next(visit.at());
        Sale sale = new Sale(
                id,
                new IdempotencyKey("policy-" + ++made),
                "sm3:" + "0".repeat(64),
                Sales.CASHIER,
                Sales.PHARMACY,
                id.value(),
                person,
                new Credential(Credential.IDENTITY_NUMBER, person.identityNumber()),
                List.of(),
                List.of(),
                request,
                quote,
                certificate.apply(split),
                visit.at(),
                false);
        PersonSnapshot after = person.after(
                visit.at().getYear(),
                quote.cumAfter(),
                person.balance().minus(quote.breakdown().acctPay()));
        persons.put(key(visit), after);
        store.settlements().accept(sale, before -> Sales.message(sale), after);
        store.settlements().told(id, Told.PROVISIONAL);
        return Optional.of(sale);
    }

    /** Gives back what a sale took, whatever was sold since. */
    public void takeBack(Visit visit, Sale sale) {
        PersonSnapshot now = person(visit);
        int year = visit.at().getYear();
        Map<String, Long> left = new TreeMap<>(now.cumIn(year).values());
        sale.quote().cumAfter().values().forEach((code, after) -> {
            long added = after - sale.request().cum().value(code);
            left.computeIfPresent(code, (same, value) -> Math.max(0, value - added));
        });
        PersonSnapshot back = now.after(
                year,
                YearToDate.of(left),
                now.balance().plus(sale.quote().breakdown().acctPay()));
        persons.put(key(visit), back);
        Cancellation cancellation = Sales.cancellation(sale, store.ids().next(visit.at()), "void-" + sale.id());
        store.settlements().voided(cancellation, before -> Sales.message(cancellation), back);
    }

    private PersonSnapshot person(Visit visit) {
        return persons.computeIfAbsent(key(visit), key -> snapshot(visit));
    }

    private static String key(Visit visit) {
        return visit.person() + (visit.resident() ? "R" : "E");
    }

    private static PersonSnapshot snapshot(Visit visit) {
        PersonSnapshot plain = Persons.person(visit.person() + (visit.resident() ? 500 : 0));
        InsuredPerson insured = new InsuredPerson(
                plain.person().psnNo(),
                visit.resident() ? "390" : "310",
                visit.resident() ? "15" : "11",
                visit.marks(),
                false,
                null,
                null,
                null);
        return new PersonSnapshot(
                insured,
                plain.name(),
                plain.identityNumber(),
                false,
                visit.at().getYear(),
                YearToDate.NOTHING,
                visit.resident() ? Amount.ZERO : plain.balance(),
                List.of(),
                plain.asOf());
    }

    private static QuoteRequest request(Visit visit, PersonSnapshot person) {
        Amount amount = Amount.ofFen(visit.fen());
        List<FeeLine> lines = new ArrayList<>();
        lines.add(new FeeLine(
                "1", "X", "101", "01", BigDecimal.ONE, amount.yuan(), amount, null, null, false, false, false));
        return new QuoteRequest(
                visit.at(),
                visit.medType(),
                new DesignatedInstitution("H37010200001", "1", visit.tier()),
                person.person(),
                QuoteRequest.Place.LOCAL,
                false,
                null,
                null,
                person.cumIn(visit.at().getYear()),
                new PersonalAccount(true, person.balance(), List.of()),
                lines);
    }
}
