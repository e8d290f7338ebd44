package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** How the answer to one visit tells the answer to another that differs from it in one way. */
final class MetamorphicTest {
    private static final int BILLS = Bills.COUNT / 10;

    private static QuoteResult answer(QuoteRequest request, PolicyBook book) {
        return BenefitCalculator.calculate(request, book, Explanation.NONE);
    }

    private static Quote quote(QuoteRequest request) {
        return assertInstanceOf(Quote.class, answer(request, Splits.BOOK), request::toString);
    }

    @Test
    void orderOfLinesChangesOnlyTheOrderOfRows() {
        RandomVisits visits = new RandomVisits(11);
        Random shuffle = new Random(13);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.anywhere();
            List<FeeLine> lines = new ArrayList<>(request.lines());
            Collections.shuffle(lines, shuffle);
            QuoteResult once = answer(request, Splits.BOOK);
            QuoteResult again = answer(Requests.withLines(request, lines), Splits.BOOK);
            if (once instanceof Refusal refusal) {
                assertEquals(
                        refusal.code(), assertInstanceOf(Refusal.class, again).code());
            } else {
                assertEquals(inOrder((Quote) once), inOrder((Quote) again));
            }
        }
    }

    private static Quote inOrder(Quote quote) {
        List<LineSplit> lines = quote.lines().stream()
                .sorted(Comparator.comparing(LineSplit::number))
                .toList();
        return new Quote(
                quote.breakdown(),
                quote.funds(),
                lines,
                quote.cumAfter(),
                quote.policy(),
                quote.notices(),
                quote.trace());
    }

    @Test
    void orderOfBundlesThatOverrideNothingChangesOnlyTheirList() {
        List<String> ids = new ArrayList<>(BuiltIn.ALL);
        RandomVisits visits = new RandomVisits(19);
        for (int turn = 0; turn < 5; turn++) {
            Collections.shuffle(ids, new Random(turn));
            PolicyBook book = BuiltIn.book(ids);
            for (int bill = 0; bill < BILLS / 10; bill++) {
                QuoteRequest request = visits.anywhere();
                QuoteResult once = answer(request, Splits.BOOK);
                QuoteResult again = answer(request, book);
                if (once instanceof Quote quote) {
                    Quote other = assertInstanceOf(Quote.class, again);
                    assertEquals(quote.breakdown(), other.breakdown());
                    assertEquals(quote.funds(), other.funds());
                    assertEquals(quote.lines(), other.lines());
                    assertEquals(quote.cumAfter(), other.cumAfter());
                    assertEquals(quote.notices(), other.notices());
                } else {
                    assertEquals(once, again);
                }
            }
        }
    }

    @Test
    void accountsNeverMoveAFund() {
        RandomVisits visits = new RandomVisits(23);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next();
            Quote without = quote(Requests.withAccount(request, PersonalAccount.NONE));
            PersonalAccount rich = new PersonalAccount(
                    true, Amount.ofFen(9_999_999), List.of(new FamilyAccount("PARENT", Amount.ofFen(bill))));
            Quote with = quote(Requests.withAccount(request, rich));
            assertEquals(without.funds(), with.funds());
            assertEquals(without.lines(), with.lines());
            assertEquals(without.cumAfter(), with.cumAfter());
            assertEquals(without.breakdown().psnPartAmt(), with.breakdown().psnPartAmt());
        }
    }

    @Test
    void accumulatorThatTheAnswerDoesNotNameHasNoEffect() {
        RandomVisits visits = new RandomVisits(29);
        for (int bill = 0; bill < BILLS; bill++) {
            QuoteRequest request = visits.next();
            Quote quote = quote(request);
            TreeMap<String, Long> cum = new TreeMap<>();
            for (String code : RandomVisits.EDGES.keySet()) {
                boolean named = quote.cumAfter().values().containsKey(code);
                cum.put(code, named ? request.cum().value(code) : 77_777L);
            }
            boolean counted = quote.cumAfter().values().containsKey("IPT_COUNT");
            cum.put("IPT_COUNT", counted ? request.cum().value("IPT_COUNT") : 7L);
            assertEquals(quote, quote(Requests.withCum(request, YearToDate.of(cum))));
        }
    }

    @Test
    void moreExpenseNeverPaysLess() {
        RandomVisits visits = new RandomVisits(37);
        Random random = new Random(41);
        for (int bill = 0; bill < 2 * BILLS; bill++) {
            QuoteRequest request = visits.next();
            List<FeeLine> lines = new ArrayList<>(request.lines());
            int index = random.nextInt(lines.size());
            FeeLine line = lines.get(index);
            if (random.nextBoolean()) {
                FeeLine more = Lines.counted(line, line.count().add(Lines.random(random, 100_000)));
                lines.set(index, more);
            } else {
                lines.add(Lines.numbered(line, "more"));
            }
            Quote less = quote(request);
            Quote more = quote(Requests.withLines(request, lines));
            assertTrue(more.breakdown().inscpScpAmt().compareTo(less.breakdown().inscpScpAmt()) >= 0);
            assertTrue(
                    more.breakdown().fundPaySumamt().compareTo(less.breakdown().fundPaySumamt()) >= 0,
                    () -> request + " and " + lines);
        }
    }
}
