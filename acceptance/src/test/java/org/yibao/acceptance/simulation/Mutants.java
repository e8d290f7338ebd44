package org.yibao.acceptance.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.Confirmation;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.Intervention;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.QueueStanding;
import org.yibao.settlement.Resubmission;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.testing.SimulatedDisk;

/** Terminals that are wrong in one point each. */
final class Mutants {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private Mutants() {}

    /** Sends a sale's message, and then commits it. */
    static Assembly sendsBeforeItCommits() {
        return new Assembly() {
            @Override
            public SettlementStore store(SettlementStore real, Supplier<PlatformGateway> gateway) {
                return new Around(real) {
                    @Override
                    public Settlement accept(
                            Sale sale, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
                        JournalHead[] head = new JournalHead[1];
                        SignedMessage[] early = new SignedMessage[1];
                        return super.accept(
                                sale,
                                before -> {
                                    if (early[0] == null || !before.equals(head[0])) {
                                        head[0] = before;
                                        early[0] = message.apply(before);
                                        gateway.get().deliver(early[0], DEADLINE);
                                    }
                                    return early[0];
                                },
                                after);
                    }
                };
            }
        };
    }

    /** Tries a message again under another id. */
    static Assembly makesANewIdForEachTry() {
        return new Assembly() {
            @Override
            public PlatformGateway gateway(PlatformGateway real, Supplier<MessageSigner> signer) {
                Map<MessageId, Integer> tries = new HashMap<>();
                return new PlatformGateway() {
                    @Override
                    public boolean online() {
                        return real.online();
                    }

                    @Override
                    public CompletionStage<Delivery> deliver(SignedMessage message, Duration deadline) {
                        int before = tries.merge(message.id(), 1, Integer::sum) - 1;
                        return real.deliver(before == 0 ? message : renamed(message, before), deadline);
                    }

                    @Override
                    public CompletionStage<Statement> inquire(SignedMessage about, Duration deadline) {
                        return real.inquire(about, deadline);
                    }

                    @Override
                    public CompletionStage<PersonReply> person(MessageId id, InsuredCard card, Duration deadline) {
                        return real.person(id, card, deadline);
                    }

                    private SignedMessage renamed(SignedMessage message, int before) {
                        String id = message.id().value();
                        String other = id.substring(0, id.length() - 3) + "%03d".formatted(999 - before);
                        String json = new String(
                                SignedJson.decode(message.bytes()).json().toArray(), StandardCharsets.UTF_8);
                        Bytes again = Bytes.of(json.replace(id, other).getBytes(StandardCharsets.UTF_8));
                        return new SignedMessage(
                                MessageId.parse(other),
                                message.infno(),
                                signer.get().sign(again).encode());
                    }
                };
            }
        };
    }

    /** Forgets the first message of each process whose outcome it did not hear. */
    static Assembly forgetsOneInDoubt() {
        return new Assembly() {
            private final Set<MessageId> forgotten = new HashSet<>();

            @Override
            public SettlementStore store(SettlementStore real, Supplier<PlatformGateway> gateway) {
                return new Around(real) {
                    @Override
                    public void postponed(MessageId message, Instant next, String fault, boolean mayHaveArrived) {
                        if (mayHaveArrived && forgotten.isEmpty()) {
                            forgotten.add(message);
                        }
                        super.postponed(message, next, fault, mayHaveArrived);
                    }
                };
            }

            @Override
            public Outbox outbox(Outbox real) {
                return new Hiding(real, forgotten);
            }
        };
    }

    /** Believes durable what was written only. */
    static Assembly forgetsToSync() {
        return new Assembly() {
            @Override
            public SimulatedDisk.Fate done() {
                return SimulatedDisk.Fate.FORGOTTEN;
            }
        };
    }

    private record Hiding(Outbox real, Set<MessageId> hidden) implements Outbox {
        @Override
        public List<OutboxEntry> inTurn(int limit) {
            return real.inTurn(limit).stream()
                    .filter(entry -> !hidden.contains(entry.message().id()))
                    .toList();
        }

        @Override
        public List<OutboxEntry> inDoubt(int limit) {
            return real.inDoubt(limit).stream()
                    .filter(entry -> !hidden.contains(entry.message().id()))
                    .toList();
        }

        @Override
        public List<OutboxEntry> entries(int limit) {
            return real.entries(limit);
        }

        @Override
        public Optional<OutboxEntry> entry(MessageId message) {
            return real.entry(message);
        }

        @Override
        public boolean holdsFor(String psnNo) {
            return real.holdsFor(psnNo);
        }

        @Override
        public boolean holdsFor(String psnNo, MessageId besides) {
            return real.holdsFor(psnNo, besides);
        }

        @Override
        public List<OutboxEntry> ofSettlement(MessageId settlement) {
            return real.ofSettlement(settlement);
        }

        @Override
        public QueueStanding standing(int attempts) {
            return real.standing(attempts);
        }

        @Override
        public Amount unanswered() {
            return real.unanswered();
        }

        @Override
        public Amount unanswered(String psnNo, LocalDate day) {
            return real.unanswered(psnNo, day);
        }

        @Override
        public int size() {
            return real.size();
        }
    }

    /** A store as it is, for whoever changes one step. */
    private static class Around implements SettlementStore {
        private final SettlementStore real;

        Around(SettlementStore real) {
            this.real = real;
        }

        @Override
        public Settlement accept(Sale sale, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
            return real.accept(sale, message, after);
        }

        @Override
        public Settlement voided(
                Cancellation cancellation, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
            return real.voided(cancellation, message, after);
        }

        @Override
        public Settlement reversing(
                Reversal reversal, Function<JournalHead, SignedMessage> message, PersonSnapshot after) {
            return real.reversing(reversal, message, after);
        }

        @Override
        public void attempted(MessageId message, Instant now) {
            real.attempted(message, now);
        }

        @Override
        public void postponed(MessageId message, Instant next, String fault, boolean mayHaveArrived) {
            real.postponed(message, next, fault, mayHaveArrived);
        }

        @Override
        public void setAside(MessageId message, String fault) {
            real.setAside(message, fault);
        }

        @Override
        public Settlement intervened(Intervention intervention, Instant next) {
            return real.intervened(intervention, next);
        }

        @Override
        public Settlement answered(
                MessageId message, PlatformAnswer answer, Bytes evidence, @Nullable PersonSnapshot after) {
            return real.answered(message, answer, evidence, after);
        }

        @Override
        public Settlement resent(Resubmission resubmission) {
            return real.resent(resubmission);
        }

        @Override
        public Settlement decided(MessageId message, Closure closure) {
            return real.decided(message, closure);
        }

        @Override
        public Settlement told(MessageId settlement, Told word) {
            return real.told(settlement, word);
        }

        @Override
        public Settlement confirmed(Confirmation confirmation) {
            return real.confirmed(confirmation);
        }

        @Override
        public Settlement closed(Closure closure) {
            return real.closed(closure);
        }

        @Override
        public Optional<Settlement> find(MessageId settlement) {
            return real.find(settlement);
        }

        @Override
        public Optional<Settlement> findByKey(IdempotencyKey key) {
            return real.findByKey(key);
        }

        @Override
        public List<Settlement> latest(int limit) {
            return real.latest(limit);
        }

        @Override
        public List<Settlement> followUps(int limit) {
            return real.followUps(limit);
        }

        @Override
        public List<Settlement> ofDay(LocalDate day) {
            return real.ofDay(day);
        }

        @Override
        public List<Journalled> inOrder(long after, int limit) {
            return real.inOrder(after, limit);
        }

        @Override
        public Optional<String> refusesBecause() {
            return real.refusesBecause();
        }
    }
}
