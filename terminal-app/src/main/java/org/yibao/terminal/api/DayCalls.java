package org.yibao.terminal.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.Operator;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.reconciliation.RepairKind;
import org.yibao.settlement.service.BusinessDay;
import org.yibao.settlement.service.DayOutcome;

/** A business day: reconciliation, repairs, the ends of shifts. */
final class DayCalls {
    private static final int MESSAGE_CHARACTERS_MAX = 40;
    private static final Set<String> REPAIRS =
            Arrays.stream(RepairKind.values()).map(Enum::name).collect(Collectors.toSet());

    private final BusinessDay days;

    DayCalls(LocalApiPorts ports) {
        this.days = ports.days();
    }

    Answer standing(Call call) {
        return shown(days.standing(day(call)));
    }

    Answer reconcile(Call call) {
        Operator operator = call.fields("opter", "opter_name", "dev_no").operator();
        return shown(days.reconcile(day(call), operator));
    }

    Answer repair(Call call) {
        Fields fields = call.fields("msgid", "repair", "note", "opter", "opter_name", "dev_no");
        return shown(days.repair(
                day(call),
                fields.text("msgid", MESSAGE_CHARACTERS_MAX),
                RepairKind.valueOf(fields.choice("repair", REPAIRS)),
                fields.operator(),
                fields.text("note", DayEntry.Repair.NOTE_MAX)));
    }

    Answer endShift(Call call) {
        Operator operator = call.fields("opter", "opter_name", "dev_no").operator();
        return days.endShift(operator)
                .map(DayPages::shift)
                .map(Answer::ok)
                .orElseThrow(() -> ApiRefusal.of(FaultCode.SHIFT_EMPTY));
    }

    private static Answer shown(DayOutcome outcome) {
        if (outcome instanceof DayOutcome.Failed failed) {
            throw ApiRefusal.of(failed.fault());
        }
        DayOutcome.Standing standing = (DayOutcome.Standing) outcome;
        return Answer.ok(DayPages.standing(standing.day(), standing.waits()));
    }

    /** The day that the path names. */
    private static LocalDate day(Call call) {
        try {
            return LocalDate.parse(call.path().get(1));
        } catch (DateTimeException noDay) {
            throw ApiRefusal.invalidField("date");
        }
    }
}
