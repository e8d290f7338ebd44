package org.yibao.acceptance.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yibao.benefit.Amount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.platform.ledger.Insured;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.Told;
import org.yibao.settlement.service.CredentialOutcome;
import org.yibao.settlement.service.QuoteCommand;
import org.yibao.settlement.service.QuoteOutcome;
import org.yibao.settlement.service.SettleCommand;
import org.yibao.settlement.service.SettleOutcome;
import org.yibao.settlement.service.SettlementService;
import org.yibao.settlement.service.Underway;
import org.yibao.settlement.service.VoidCommand;

/**
 * A cashier and the till's software: sells, takes back, confirms; calls again with the same key when no answer came,
 * as often as patience lasts.
 */
final class Till {
    private static final Duration GAP = Duration.ofSeconds(12);
    private static final Duration AGAIN_MOST = Duration.ofSeconds(30);
    private static final int FEN_MAX = 70_000;
    private static final List<String> DRUGS = List.of("X1010001", "X1010002");

    private final World world;
    private final SimulatedTerminal terminal;
    private final String name;
    private final List<Insured> people;
    private final Books books;
    private final List<MessageId> sold = new ArrayList<>();
    private int calls;
    private boolean closed;

    Till(World world, SimulatedTerminal terminal, int number, List<Insured> people, Books books) {
        this.world = world;
        this.terminal = terminal;
        this.name = terminal.name() + number;
        this.people = people;
        this.books = books;
        idle();
    }

    /** Serves nobody any more. */
    void close() {
        closed = true;
    }

    private void idle() {
        world.later(GAP, () -> {
            if (!closed) {
                act();
            }
        });
    }

    private void act() {
        if (!sold.isEmpty() && world.chance().oneIn(6)) {
            takeBack(world.chance().of(sold));
        } else {
            serve(world.chance().of(people));
        }
    }

    private void serve(Insured person) {
        InsuredCard card = new InsuredCard.IdentityCard(person.identityNumber(), person.name());
        call(service -> service.begin(card), this::presented, this::idle);
    }

    private void presented(CredentialOutcome outcome) {
        RunningTerminal process = terminal.running().orElse(null);
        if (process == null || !(outcome instanceof CredentialOutcome.Accepted accepted)) {
            idle();
            return;
        }
        QuoteOutcome quoted = process.service().quote(bill(accepted.handle()));
        if (quoted instanceof QuoteOutcome.Quoted offered) {
            calls++;
            settle(new IdempotencyKey(name + "/" + calls), offered.quoteId());
        } else {
            idle();
        }
    }

    private QuoteCommand bill(String handle) {
        boolean pharmacy = terminal.enrolled().profile().isPharmacy();
        List<QuoteCommand.Line> lines = new ArrayList<>();
        int count = 1 + world.chance().below(2);
        for (int i = 1; i <= count; i++) {
            Amount amount = Amount.ofFen(100 + world.chance().below(FEN_MAX));
            lines.add(new QuoteCommand.Line(
                    String.valueOf(i), world.chance().of(DRUGS), BigDecimal.ONE, amount.yuan(), amount));
        }
        return new QuoteCommand(
                handle,
                pharmacy ? "41" : "11",
                pharmacy ? new QuoteRequest.Prescription(true, "2") : null,
                world.chance().oneIn(2),
                List.of(),
                List.of(),
                lines);
    }

    private void settle(IdempotencyKey key, String quoteId) {
        SettleCommand command = new SettleCommand(key, digest(key), quoteId, RunningTerminal.OPERATOR);
        money(key, service -> service.begin(command), outcome -> settled(key, outcome));
    }

    private static String digest(IdempotencyKey key) {
        return "sm3:body of " + key.value();
    }

    private void settled(IdempotencyKey key, SettleOutcome outcome) {
        if (outcome instanceof SettleOutcome.Stale stale) {
            settle(key, stale.renewed().quoteId());
            return;
        }
        if (outcome instanceof SettleOutcome.Settled made) {
            Settlement settlement = made.settlement();
            sold.add(settlement.id());
            if (settlement.told() == Told.DIFFERENCE && world.chance().oneIn(2)) {
                confirm(settlement.id());
                return;
            }
        }
        idle();
    }

    private void confirm(MessageId id) {
        terminal.running()
                .flatMap(process -> process.asked(() -> process.service().confirm(id, RunningTerminal.OPERATOR)))
                .ifPresent(outcome -> {
                    if (outcome instanceof SettleOutcome.Settled made) {
                        books.heard(terminal, made.settlement());
                    }
                });
        idle();
    }

    private void takeBack(MessageId id) {
        calls++;
        IdempotencyKey key = new IdempotencyKey(name + "/" + calls);
        VoidCommand command = new VoidCommand(key, digest(key), id, RunningTerminal.OPERATOR);
        money(key, service -> service.begin(command), outcome -> {
            sold.remove(id);
            idle();
        });
    }

    /** A call that moves money, called again until something was heard. */
    private void money(
            IdempotencyKey key,
            Function<SettlementService, Underway<SettleOutcome>> begin,
            Consumer<SettleOutcome> then) {
        if (world.chance().strikes(Fault.CALL_REPEATED)) {
            world.later(AGAIN_MOST, () -> {
                books.open(key);
                call(begin, outcome -> hear(key, outcome), () -> books.open(key));
            });
        }
        books.open(key);
        call(
                begin,
                outcome -> {
                    hear(key, outcome);
                    if (isOpen(outcome)) {
                        again(key, begin, then);
                    } else {
                        then.accept(outcome);
                    }
                },
                () -> again(key, begin, then));
    }

    private void again(
            IdempotencyKey key,
            Function<SettlementService, Underway<SettleOutcome>> begin,
            Consumer<SettleOutcome> then) {
        books.open(key);
        if (world.chance().strikes(Fault.TILL_GAVE_UP)) {
            idle();
        } else {
            world.later(AGAIN_MOST, () -> money(key, begin, then));
        }
    }

    /** Whether the answer does not say what became of the call. */
    private static boolean isOpen(SettleOutcome outcome) {
        return outcome instanceof SettleOutcome.Failed failed
                && (failed.fault().code() == FaultCode.RECORDED_UNANSWERED
                        || failed.fault().code() == FaultCode.STORE_FAILED);
    }

    private void hear(IdempotencyKey key, SettleOutcome outcome) {
        if (outcome instanceof SettleOutcome.Settled made) {
            Settlement settlement = made.settlement();
            world.say(name, key.value() + " " + settlement.id() + " " + settlement.state() + " " + settlement.told());
            books.heard(terminal, key, settlement);
        } else if (outcome instanceof SettleOutcome.Failed failed) {
            world.say(name, key.value() + " " + failed.fault().code());
            if (isOpen(outcome)) {
                books.open(key);
            } else {
                books.heardNothingMade(terminal, key, failed.fault().code());
            }
        }
    }

    /** Calls the terminal; {@code nothing} where no answer comes. */
    private <T> void call(Function<SettlementService, Underway<T>> begin, Consumer<T> heard, Runnable nothing) {
        RunningTerminal process = terminal.running().orElse(null);
        if (process == null) {
            nothing.run();
            return;
        }
        process.asked(() -> begin.apply(process.service()))
                .ifPresentOrElse(underway -> new Call<>(process, underway, heard, nothing).await(), nothing);
    }

    /** A call that is under way in one process. */
    private final class Call<T> {
        private final RunningTerminal process;
        private final Underway<T> underway;
        private final Consumer<T> heard;
        private final Runnable nothing;
        private boolean over;

        Call(RunningTerminal process, Underway<T> underway, Consumer<T> heard, Runnable nothing) {
            this.process = process;
            this.underway = underway;
            this.heard = heard;
            this.nothing = nothing;
        }

        void await() {
            underway.word().whenComplete((word, fault) -> world.time().after(Duration.ZERO, this::end));
            world.time().after(underway.patience(), this::end);
        }

        private void end() {
            if (!over) {
                over = true;
                process.asked(underway::end).ifPresentOrElse(heard, nothing);
            }
        }
    }
}
