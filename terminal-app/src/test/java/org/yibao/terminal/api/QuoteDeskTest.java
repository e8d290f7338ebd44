package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.policy.PolicyBook;

final class QuoteDeskTest {
    private static final LocalDate OLD_DAY = LocalDate.of(2026, 12, 31);
    private static final LocalDate NEW_DAY = LocalDate.of(2027, 1, 1);
    private static final PolicyBook OLD =
            FixedPolicy.of("jinan-in-force", "demo-supplement").book();
    private static final PolicyBook NEW = FixedPolicy.of(
                    "jinan-in-force", "shandong-employee-draft-2024", "demo-supplement")
            .book();
    private static final String REQUEST =
            "{\"begntime\":\"%s\",\"med_type\":\"11\",\"fixmedins\":{\"fixmedins_code\":\"H37010200001\","
                    + "\"fixmedins_type\":\"1\",\"tier\":\"2\"},\"patient\":{\"psn_no\":\"1\",\"insutype\":\"310\","
                    + "\"psn_type\":\"11\"},\"feedetail\":[{\"feedetl_sn\":\"1\",\"med_list_codg\":\"X1\","
                    + "\"list_type\":\"101\",\"chrgitm_lv\":\"01\",\"cnt\":1,\"pric\":1000,"
                    + "\"det_item_fee_sumamt\":1000}]}";

    /** Two years, two books. */
    private record ByDay(Map<LocalDate, PolicyBook> books) implements PolicyBooks {
        @Override
        public Optional<PolicyBook> on(LocalDate day) {
            return Optional.ofNullable(books.get(day));
        }

        @Override
        public Optional<PolicyBook> of(List<PolicyReference> bundles) {
            return books.values().stream()
                    .filter(book -> book.references().equals(bundles))
                    .findFirst();
        }
    }

    private final PolicyBooks books = new ByDay(Map.of(OLD_DAY, OLD, NEW_DAY, NEW));

    private QuoteDesk deskAt(String localTime) {
        Instant now = Instant.parse(localTime + "+08:00");
        return new QuoteDesk(books, Clock.fixed(now, ZoneId.of("Asia/Shanghai")));
    }

    private static QuoteRequest request(String begntime) {
        byte[] body = REQUEST.formatted(begntime).getBytes(StandardCharsets.UTF_8);
        return ((QuoteJson.Understood) QuoteJson.read(body, OLD)).request();
    }

    private static List<PolicyReference> used(QuoteResult result) {
        return ((Quote) result).policy();
    }

    @Test
    void midnightChangesTheBookOfNewVisitsAndNotOfThoseBegunBefore() {
        QuoteDesk late = deskAt("2026-12-31T23:59:59");
        QuoteDesk early = deskAt("2027-01-01T00:00:00");
        assertEquals(OLD.references(), late.policies());
        assertEquals(NEW.references(), early.policies());
        QuoteRequest before = request("2026-12-31 23:59:59");
        assertEquals(OLD.references(), used(late.split(before)));
        assertEquals(OLD.references(), used(early.split(before)), "settled after midnight");
        assertEquals(NEW.references(), used(early.split(request("2027-01-01 00:00:00"))));
    }

    @Test
    void aSplitIsWrittenUnderTheBookItWasMadeWith() {
        QuoteDesk early = deskAt("2027-01-01T00:00:00");
        Quote old = (Quote) early.split(request("2026-12-31 23:59:59"));
        String written = new String(early.write(old, false), StandardCharsets.UTF_8);
        assertTrue(written.contains("\"demo-supplement\""), written);
        assertTrue(!written.contains("shandong-employee-draft-2024"), written);
    }

    @Test
    void aDayWithoutABookRefuses() {
        QuoteDesk desk = deskAt("2027-01-02T08:00:00");
        Refusal refusal = (Refusal) desk.split(request("2027-01-02 08:00:00"));
        assertEquals(Refusal.Code.POLICY_NOT_IN_FORCE, refusal.code());
        assertEquals(List.of(), desk.policies());
        assertThrows(ApiRefusal.class, () -> desk.calculate(new byte[0], false));
    }
}
