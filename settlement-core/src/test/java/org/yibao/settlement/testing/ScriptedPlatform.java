package org.yibao.settlement.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Credential;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.MessageEncoder;
import org.yibao.settlement.port.PlatformGateway;

/**
 * The platform and the line to it, as a test wants them: knows persons by identity number or voucher code, and
 * answers each message as its script says. Books what the till confirmed unless told otherwise.
 */
public final class ScriptedPlatform implements PlatformGateway, MessageEncoder {
    /** How {@link #script} says that no answer ever comes. */
    public static final CompletionStage<Delivery> SILENCE = new CompletableFuture<>();

    private final Map<String, PersonSnapshot> people = new ConcurrentHashMap<>();
    private final Map<MessageId, Sale> sales = new ConcurrentHashMap<>();
    private final List<SignedMessage> delivered = new CopyOnWriteArrayList<>();
    private volatile boolean online = true;
    private volatile @Nullable PersonReply said;
    private volatile Function<SignedMessage, CompletionStage<Delivery>> script = this::agreed;
    private volatile Function<SignedMessage, Statement> statements = about -> new Statement.Undecided();
    private final List<SignedMessage> inquired = new CopyOnWriteArrayList<>();

    public void knows(PersonSnapshot person, String voucher) {
        people.put(person.identityNumber(), person);
        people.put(voucher, person);
    }

    public void cutLine() {
        online = false;
    }

    public void restoreLine() {
        online = true;
    }

    public void script(Function<SignedMessage, CompletionStage<Delivery>> answers) {
        script = answers;
    }

    /** What it states of a message that it is asked for; else that it knows nothing of it. */
    public void states(Function<SignedMessage, Statement> said) {
        statements = said;
    }

    /** Every message that it was asked for, in order. */
    public List<SignedMessage> inquired() {
        return List.copyOf(inquired);
    }

    /** What it says of whoever is asked for, known or not. */
    public void says(PersonReply reply) {
        said = reply;
    }

    /** Every message that was delivered, in order. */
    public List<SignedMessage> delivered() {
        return List.copyOf(delivered);
    }

    public Sale sale(MessageId id) {
        Sale sale = sales.get(id);
        if (sale == null) {
            throw new IllegalArgumentException("no sale was encoded as " + id);
        }
        return sale;
    }

    /** The answer to any message that goes as the terminal expects. */
    public CompletionStage<Delivery> agreed(SignedMessage message) {
        return switch (message.infno()) {
            case "2102", "2103" -> answer(Sales.booked(sale(message.id())));
            case "2601" -> answer(new PlatformAnswer.Reversed(true));
            default -> throw new IllegalArgumentException(message.infno());
        };
    }

    public static CompletionStage<Delivery> answer(PlatformAnswer answer) {
        return CompletableFuture.completedFuture(
                new Delivery.Answered(answer, Bytes.of("signed".getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public boolean online() {
        return online;
    }

    @Override
    public CompletionStage<Delivery> deliver(SignedMessage message, Duration deadline) {
        if (!online) {
            return CompletableFuture.completedFuture(new Delivery.Unreachable("line down"));
        }
        delivered.add(message);
        return script.apply(message);
    }

    @Override
    public CompletionStage<Statement> inquire(SignedMessage about, Duration deadline) {
        if (!online) {
            return CompletableFuture.completedFuture(new Statement.Unheard("line down"));
        }
        inquired.add(about);
        return CompletableFuture.completedFuture(statements.apply(about));
    }

    @Override
    public CompletionStage<PersonReply> person(MessageId id, InsuredCard card, Duration deadline) {
        if (!online) {
            return CompletableFuture.completedFuture(new PersonReply.Unreachable("line down"));
        }
        PersonReply scripted = said;
        if (scripted != null) {
            return CompletableFuture.completedFuture(scripted);
        }
        boolean voucher = card instanceof InsuredCard.ElectronicVoucher;
        String shown = card instanceof InsuredCard.IdentityCard identity
                ? identity.number()
                : ((InsuredCard.ElectronicVoucher) card).code();
        PersonSnapshot person = people.get(shown);
        PersonReply reply = person == null
                ? new PersonReply.Refused(Reason.PERSON_UNKNOWN, "2001", "查无此人")
                : new PersonReply.Known(
                        person,
                        voucher
                                ? new Credential(Credential.ELECTRONIC_VOUCHER, "token")
                                : new Credential(Credential.IDENTITY_NUMBER, shown));
        return CompletableFuture.completedFuture(reply);
    }

    @Override
    public SignedMessage settlement(Sale sale, JournalHead before) {
        sales.put(sale.id(), sale);
        return Sales.message(sale);
    }

    @Override
    public SignedMessage cancellation(Cancellation cancellation, Settlement settlement, JournalHead before) {
        sales.put(cancellation.id(), settlement.sale());
        return Sales.message(cancellation);
    }

    @Override
    public SignedMessage reversal(Reversal reversal, Settlement settlement, SignedMessage undone, JournalHead before) {
        return Sales.message(reversal);
    }
}
