package org.yibao.platform.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.platform.PlatformControl;
import org.yibao.platform.PlatformException;
import org.yibao.platform.Totals;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.Shifts;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.directory.DirectoryOffer;

/** The words of the control: {@value #USAGE}. Amounts are yuan. */
final class ControlCommands {
    static final String USAGE =
            "cut | restore | drop N | duplicate N | delay MS | garble N | directory | voucher PSN_NO | sale PSN_NO YUAN"
                    + " | people | person PSN_NO [YEAR] | settlements | totals [INSTITUTION LETTER] | alarms | gaps | quarantined"
                    + " | forget MSGID | alter MSGID YUAN | take-back MSGID | stray INSTITUTION LETTER PSN_NO YUAN | shifts"
                    + " | release INSTITUTION LETTER | revoke INSTITUTION LETTER | connections";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PlatformControl platform;

    ControlCommands(PlatformControl platform) {
        this.platform = platform;
    }

    /** @throws PlatformException when the words are no command, or it cannot be done */
    JsonNode run(List<String> words) {
        try {
            return words.isEmpty() ? unknown() : run(words.get(0), words.subList(1, words.size()));
        } catch (IndexOutOfBoundsException | ArithmeticException | NumberFormatException | DateTimeException e) {
            throw new PlatformException(USAGE, e);
        }
    }

    private JsonNode run(String command, List<String> words) {
        return switch (command) {
            case "cut" -> done(platform::cut);
            case "restore" -> done(platform::restore);
            case "drop" -> done(() -> platform.drop(number(words)));
            case "duplicate" -> done(() -> platform.duplicate(number(words)));
            case "delay" -> done(() -> platform.delay(Duration.ofMillis(number(words))));
            case "garble" -> done(() -> platform.garble(number(words)));
            case "directory" -> list(platform.directory(), ControlCommands::version);
            case "voucher" -> JSON.objectNode().put("ec_qr_code", platform.mintVoucher(words.get(0)));
            case "sale" -> entry(platform.sellElsewhere(words.get(0), Amount.parse(words.get(1))));
            case "forget" -> done(() -> platform.forget(words.get(0)));
            case "alter" -> done(() -> platform.alter(words.get(0), Amount.parse(words.get(1))));
            case "take-back" -> entry(platform.takeBack(words.get(0)));
            case "stray" -> entry(platform.stray(terminal(words), words.get(2), Amount.parse(words.get(3))));
            case "shifts" -> list(platform.shifts(), ControlCommands::shift);
            case "people" -> list(platform.people(), this::person);
            case "person" -> standing(words);
            case "settlements" -> list(platform.entries(), ControlCommands::entry);
            case "totals" -> totals(words);
            case "alarms" -> list(platform.alarms(), ControlCommands::alarm);
            case "gaps" -> list(platform.gaps(), ControlCommands::gap);
            case "quarantined" -> list(platform.quarantined(), ControlCommands::quarantine);
            case "release" -> done(() -> platform.release(terminal(words)));
            case "revoke" -> done(() -> platform.revoke(terminal(words)));
            case "connections" -> JSON.objectNode().put("connections", platform.connections());
            default -> unknown();
        };
    }

    private static JsonNode unknown() {
        throw new PlatformException(USAGE);
    }

    private static int number(List<String> words) {
        return Integer.parseInt(words.get(0));
    }

    private static TerminalKey terminal(List<String> words) {
        return new TerminalKey(words.get(0), words.get(1).charAt(0));
    }

    private static String name(TerminalKey terminal) {
        return terminal.institutionCode() + "-" + terminal.letter();
    }

    private static JsonNode done(Runnable command) {
        command.run();
        return JSON.objectNode().put("done", true);
    }

    private interface Writer<T> {
        JsonNode write(T value);
    }

    private static <T> JsonNode list(List<T> values, Writer<T> writer) {
        ArrayNode rows = JSON.arrayNode();
        values.forEach(value -> rows.add(writer.write(value)));
        return rows;
    }

    private ObjectNode person(Insured insured) {
        return JSON.objectNode()
                .put("psn_no", insured.psnNo())
                .put("psn_name", insured.name())
                .put("certno", insured.identityNumber())
                .put("insutype", insured.person().insutype())
                .put("psn_type", insured.person().psnType())
                .put("balc", insured.balance().yuan());
    }

    private JsonNode standing(List<String> words) {
        Insured insured = platform.person(words.get(0));
        int year = words.size() > 1
                ? Integer.parseInt(words.get(1))
                : platform.localNow().getYear();
        ObjectNode cum = JSON.objectNode();
        for (Map.Entry<String, Long> row :
                platform.cum(insured.psnNo(), year).values().entrySet()) {
            boolean count = row.getKey().endsWith("_COUNT");
            cum.put(
                    row.getKey(),
                    count
                            ? BigDecimal.valueOf(row.getValue())
                            : Amount.ofFen(row.getValue()).yuan());
        }
        ObjectNode person = person(insured).put("year", year);
        person.set("cum", cum);
        return person;
    }

    private JsonNode totals(List<String> words) {
        Totals totals = words.isEmpty() ? platform.totals() : platform.totals(terminal(words));
        return tenders(JSON.objectNode().put("settlements", totals.settlements()), totals.tenders());
    }

    private static ObjectNode entry(Entry entry) {
        ObjectNode row = JSON.objectNode()
                .put("setl_id", entry.setlId())
                .put("msgid", entry.msgid())
                .put("infno", entry.infno())
                .put("psn_no", entry.psnNo())
                .put("state", entry.state().name())
                .put("voids", entry.voids());
        return tenders(row, entry.tenders());
    }

    private static ObjectNode tenders(ObjectNode row, Entry.Tenders tenders) {
        return row.put("medfee_sumamt", tenders.medfee().yuan())
                .put("fund_pay_sumamt", tenders.funds().yuan())
                .put("acct_pay", tenders.account().yuan())
                .put("acct_mulaid_pay", tenders.family().yuan())
                .put("psn_cash_pay", tenders.cash().yuan());
    }

    private static JsonNode version(DirectoryVersions.Version version) {
        DirectoryOffer offer = version.offer();
        ObjectNode row = JSON.objectNode()
                .put("part", offer.part().name())
                .put("ver", offer.version())
                .put("file_qury_no", offer.fileQueryNumber())
                .put("data_cnt", offer.rows())
                .put("byte_cnt", offer.bytes())
                .put("digest", "sm3:" + offer.digest())
                .put("published_at", version.publishedAt().toString());
        Instant replacedAt = version.replacedAt();
        return replacedAt == null ? row : row.put("replaced_at", replacedAt.toString());
    }

    private static JsonNode shift(Shifts.Shift shift) {
        return JSON.objectNode()
                .put("terminal", name(shift.terminal()))
                .put("opter", shift.operator())
                .put("begntime", shift.from().toString())
                .put("endtime", shift.until().toString())
                .put("sales", shift.sales())
                .put("sales_medfee_sumamt", shift.soldMedfee().yuan())
                .put("sales_psn_cash_pay", shift.soldCash().yuan())
                .put("voids", shift.voids())
                .put("voids_medfee_sumamt", shift.voidedMedfee().yuan())
                .put("voids_psn_cash_pay", shift.voidedCash().yuan());
    }

    private static JsonNode gap(Journals.Gap gap) {
        return JSON.objectNode()
                .put("terminal", name(gap.terminal()))
                .put("day", gap.notedOn().toString())
                .put("jrnl_no", gap.queued().number())
                .put("omsgid", gap.queued().omsgid());
    }

    private static JsonNode quarantine(Journals.Quarantine quarantine) {
        return JSON.objectNode()
                .put("terminal", name(quarantine.terminal()))
                .put("since", quarantine.since().toString())
                .put("reason", quarantine.reason())
                .put("good_jrnl_no", quarantine.goodNumber());
    }

    private static JsonNode alarm(Terminals.Alarm alarm) {
        return JSON.objectNode()
                .put("raised_at", alarm.raisedAt().toString())
                .put("terminal", name(alarm.terminal()))
                .put("code", alarm.code())
                .put("msgid", alarm.msgid());
    }
}
