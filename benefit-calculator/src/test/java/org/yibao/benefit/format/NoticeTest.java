package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.BuiltIn;

/** What a quote says of entitlement and of the account beside the split (R140 to R150, R165, R166). */
final class NoticeTest {
    private static final QuoteService SERVICE = QuoteService.of(BuiltIn.book(Persons.IN_FORCE));

    private static String notices(String day, String patient, String more, boolean wellness) {
        String request = """
                {"begntime":"%s 10:00:00","med_type":"41",\
                "fixmedins":{"fixmedins_code":"P1","fixmedins_type":"2","tier":"0"},\
                "patient":{"psn_no":"1",%s}%s,\
                "feedetail":[{"feedetl_sn":"1","med_list_codg":"X","list_type":"101","chrgitm_lv":"01",\
                "cnt":1,"pric":10,"det_item_fee_sumamt":10},\
                {"feedetl_sn":"2","med_list_codg":"Y","list_type":"201","chrgitm_lv":"03",\
                "cnt":1,"pric":5,"det_item_fee_sumamt":5,"wellness_flag":"%s"}]}""".formatted(day, patient, more, wellness ? "1" : "0");
        return Persons.noticeCodes(
                JsonWords.parse(SERVICE.answer(request.getBytes(UTF_8), false).json()));
    }

    private static Json.Obj account(String policy, String day, String patient) {
        String request = """
                {"begntime":"%s 10:00:00","med_type":"41",\
                "fixmedins":{"fixmedins_code":"P1","fixmedins_type":"2","tier":"0"},\
                "patient":{"psn_no":"1",%s},"acct":{"acct_used_flag":"1","balc":50},\
                "feedetail":[{"feedetl_sn":"1","med_list_codg":"X","list_type":"101","chrgitm_lv":"01",\
                "cnt":1,"pric":10,"det_item_fee_sumamt":10}]}""".formatted(day, patient);
        QuoteService service = QuoteService.of(BuiltIn.book(List.of(policy.split(","))));
        return JsonWords.parse(service.answer(request.getBytes(UTF_8), false).json());
    }

    private static List<String> texts(Json.Obj answer) {
        return JsonWords.items(answer, "notices").stream()
                .map(notice -> JsonWords.text((Json.Obj) notice, "text"))
                .toList();
    }

    @Test
    void whoPaysFromTheAccountIsToldItsCreditAndItsUses() {
        Json.Obj answer = account("jinan-in-force", "2024-03-01", Persons.IN_SERVICE);
        assertEquals("ACCOUNT_CREDIT,ACCOUNT_USES", Persons.noticeCodes(answer));
        assertEquals(
                "2024-03个人账户划入：在职职工个人缴费：按缴费工资的2%划入；在职职工单位缴费划入部分：不划入（济政办发〔2022〕12号 四(十四)（灵活就业人员同）；济政办发〔2022〕12号 四(十四)（不再划入，全部计入统筹基金））。",
                texts(answer).get(0));
        String uses = texts(answer).get(1);
        assertTrue(uses.contains("居民基本医疗保险个人缴费"), uses);
        assertTrue(uses.contains("；不得支付：公共卫生费用"), uses);
        assertTrue(uses.endsWith("（济政办发〔2022〕12号 四(十五)）。"), uses);
    }

    @ParameterizedTest
    @CsvSource({
        // The unit's part of 2023 and the pension mean have no value in force; nothing is made up from the demo's.
        "jinan-in-force, 2023-03-01, 11, ACCOUNT_USES",
        "jinan-in-force, 2024-03-01, 12, ACCOUNT_USES",
        "'jinan-in-force,demo-supplement', 2024-03-01, 12, ACCOUNT_USES",
        "jinan-in-force, 2022-12-31, 11, ''",
        "jinan-in-force, 2028-01-01, 11, ''",
    })
    void whatTheTablesInForceCannotTellIsLeftOut(String policy, String day, String psnType, String codes) {
        String patient = "\"insutype\":\"310\",\"psn_type\":\"" + psnType + "\",\"brdy\":\"1960-01-01\"";
        assertEquals(codes, Persons.noticeCodes(account(policy, day, patient)));
    }

    private static String resident(String day, String more) {
        return notices(day, Persons.RESIDENT + more, "", false);
    }

    @Test
    void aWellnessLineIsKeptFromTheAccountThatPays() {
        String own = ",\"acct\":{\"acct_used_flag\":\"1\",\"balc\":50}";
        String family = ",\"acct\":{\"mulaid\":[{\"relation\":\"CHILD\",\"balc\":50}]}";
        String told = "WELLNESS_NOT_FROM_ACCOUNT";
        String ofAccount = "ACCOUNT_CREDIT,ACCOUNT_USES";
        assertEquals(told + "," + ofAccount, notices("2024-03-01", Persons.IN_SERVICE, own, true));
        assertEquals(told, notices("2024-03-01", Persons.IN_SERVICE, family, true));
        assertEquals(told, notices("2024-03-01", Persons.RESIDENT, family, true));
        assertEquals("", notices("2024-03-01", Persons.RESIDENT, own, true));
        assertEquals(ofAccount, notices("2024-03-01", Persons.IN_SERVICE, own, false));
        assertEquals("", notices("2024-03-01", Persons.IN_SERVICE, ",\"acct\":{\"balc\":50}", true));
        assertEquals("", notices("2024-03-01", Persons.IN_SERVICE, "", true));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15, NEWBORN_NO_WAITING",
        "2024-07-15, NEWBORN_NO_WAITING",
        "2024-07-16, ''",
        "2024-01-14, ''",
    })
    void aNewbornResidentHasNoWaitingPeriod(String day, String codes) {
        assertEquals(codes, resident(day, ",\"brdy\":\"2024-01-15\""));
    }

    @ParameterizedTest
    @CsvSource({
        "TEKUN, HARDSHIP_NO_WAITING",
        "DIBAO, HARDSHIP_NO_WAITING",
        "FANPIN, HARDSHIP_NO_WAITING",
        "LOWINCOME, HARDSHIP_NO_WAITING",
        "SEVERE_DISABILITY, ''",
    })
    void hardshipResidentsHaveNoWaitingPeriod(String mark, String codes) {
        assertEquals(codes, resident("2024-03-01", ",\"psn_idet_type\":[\"" + mark + "\"]"));
        String employee = Persons.IN_SERVICE + ",\"psn_idet_type\":[\"" + mark + "\"]";
        assertEquals("", notices("2024-03-01", employee, "", false));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-08-31, ''",
        "2024-09-01, RESIDENT_PAYMENT_WINDOW",
        "2024-12-31, RESIDENT_PAYMENT_WINDOW",
        "2025-01-01, ''",
    })
    void residentsAreRemindedOfThePaymentWindow(String day, String codes) {
        assertEquals(codes, resident(day, ""));
        assertEquals("", notices(day, Persons.IN_SERVICE, "", false));
    }
}
