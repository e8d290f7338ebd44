package org.yibao.settlement.reconciliation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer;

/**
 * What was written down of a day's reconciliation.
 *
 * @param last the last reconciliation that came to its end; empty before the first
 * @param repairs all that operators confirmed, oldest first
 * @param answers the platform's word on the repairs' own messages
 * @param repairedSince the messages of differences that were repaired since the last reconciliation
 */
public record DayStanding(
        LocalDate day,
        Optional<DayEntry.Reconciled> last,
        List<DayEntry.Repair> repairs,
        Map<MessageId, DayEntry.RepairAnswered> answers,
        Set<String> repairedSince) {

    public static DayStanding of(LocalDate day, List<DayEntry> entries) {
        DayEntry.@Nullable Reconciled last = null;
        List<DayEntry.Repair> repairs = new ArrayList<>();
        Map<MessageId, DayEntry.RepairAnswered> answers = new LinkedHashMap<>();
        Set<String> since = new HashSet<>();
        for (DayEntry entry : entries) {
            if (entry instanceof DayEntry.Reconciled reconciled) {
                last = reconciled;
                since.clear();
            } else if (entry instanceof DayEntry.Repair repair) {
                repairs.add(repair);
                since.add(repair.difference().message());
            } else if (entry instanceof DayEntry.RepairAnswered answered) {
                answers.putIfAbsent(answered.message(), answered);
            }
        }
        return new DayStanding(
                day, Optional.ofNullable(last), List.copyOf(repairs), Map.copyOf(answers), Set.copyOf(since));
    }

    public boolean closed() {
        return last.filter(DayEntry.Reconciled::closes).isPresent();
    }

    /** The platform's word on a repair; empty before it came, and for a repair without a message of its own. */
    public Optional<PlatformAnswer> answerTo(DayEntry.Repair repair) {
        return repair.message() == null
                ? Optional.empty()
                : Optional.ofNullable(answers.get(repair.message().id())).map(DayEntry.RepairAnswered::answer);
    }

    /** Repairs whose message the platform has not answered: the same bytes go again. */
    public List<DayEntry.Repair> unanswered() {
        return repairs.stream()
                .filter(repair ->
                        repair.message() != null && answers.get(repair.message().id()) == null)
                .toList();
    }

    /** The difference of the last reconciliation that is about this message. */
    public Optional<Difference> difference(String message) {
        return last.stream()
                .flatMap(run -> run.differences().stream())
                .filter(difference -> difference.message().equals(message))
                .findFirst();
    }

    /** Whether the platform said that it undid, or never held, what a repair reversed. */
    public boolean reversed(String message) {
        return repairs.stream()
                .filter(repair -> repair.kind() == RepairKind.REVERSE
                        && repair.difference().message().equals(message))
                .anyMatch(repair -> answerTo(repair)
                        .filter(PlatformAnswer.Reversed.class::isInstance)
                        .isPresent());
    }

    /** Whether the platform refused to reverse this message. */
    public boolean reversalRefused(String message) {
        return repairs.stream()
                .filter(repair -> repair.kind() == RepairKind.REVERSE
                        && repair.difference().message().equals(message))
                .anyMatch(repair -> answerTo(repair)
                        .filter(PlatformAnswer.Refused.class::isInstance)
                        .isPresent());
    }

    /**
     * The terminal's rows with what operators accepted in their places. An acceptance counts for exactly the row it
     * was given over: what changes here later is compared again.
     */
    public List<StatementRow> withAccepted(List<StatementRow> rows) {
        Map<String, StatementRow> counted = new LinkedHashMap<>();
        rows.forEach(row -> counted.put(row.message(), row));
        for (DayEntry.Repair repair : repairs) {
            Difference difference = repair.difference();
            boolean stands = Objects.equals(counted.get(difference.message()), difference.here());
            if (repair.kind() == RepairKind.ACCEPT && stands) {
                StatementRow there = difference.there();
                if (there == null) {
                    counted.remove(difference.message());
                } else {
                    counted.put(there.message(), there);
                }
            }
        }
        return List.copyOf(counted.values());
    }

    /** What fits a difference of the last reconciliation, the proposed repair first. */
    public List<RepairKind> fitting(Difference difference, boolean waits) {
        StatementRow row = difference.row();
        boolean voidedThere = last.stream()
                .flatMap(run -> run.differences().stream())
                .map(Difference::there)
                .filter(Objects::nonNull)
                .anyMatch(there -> there.kind() == StatementRow.Kind.VOID
                        && there.visitId().equals(row.visitId()));
        return RepairKind.fitting(difference, waits, voidedThere, reversalRefused(difference.message()));
    }
}
