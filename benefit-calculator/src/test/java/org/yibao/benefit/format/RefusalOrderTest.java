package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.policy.PolicyLibrary;

/** A request with every defect at once gets them one after the other as they are mended. */
final class RefusalOrderTest {
    private static final PolicyLibrary LIBRARY = BuiltIn.library();

    private String request = """
            {"begntime":"2035-01-01 00:00:00","med_type":"52",\
            "fixmedins":{"fixmedins_code":"H1","fixmedins_type":"1","tier":"3"},\
            "patient":{"psn_no":"","insutype":"390","psn_type":"15"},\
            "acct":{"mulaid":[{"relation":"SIBLING","balc":1}]},\
            "feedetail":[\
            {"feedetl_sn":"1","med_list_codg":"X","list_type":"101","chrgitm_lv":"01","cnt":1,"pric":2,"det_item_fee_sumamt":1},\
            {"feedetl_sn":"1","list_type":"101","chrgitm_lv":"01","cnt":1,"pric":2,"det_item_fee_sumamt":2}],\
            "hospital":"X"}""";
    private List<String> ids = List.of("jinan-in-force", "no-such-bundle");

    @Test
    void theWeightiestIsAnsweredFirst() {
        assertRefused(Refusal.Code.POLICY_UNKNOWN);
        ids = List.of("jinan-in-force");
        assertRefused(Refusal.Code.FIELD_UNKNOWN);
        mend(",\"hospital\":\"X\"", "");
        assertRefused(Refusal.Code.FIELD_MISSING);
        mend(
                "\"list_type\":\"101\"",
                "\"med_list_codg\":\"X\",\"list_type\":\"101\"",
                "\"med_list_codg\":\"X\",\"med_list_codg\":\"X\",",
                "\"med_list_codg\":\"X\",");
        assertRefused(Refusal.Code.FIELD_INVALID);
        mend("\"psn_no\":\"\"", "\"psn_no\":\"1\"");
        assertRefused(Refusal.Code.LINE_DUPLICATE);
        mend(
                "{\"feedetl_sn\":\"1\",\"med_list_codg\":\"X\",\"list_type\":\"101\",\"chrgitm_lv\":\"01\",\"cnt\":1,\"pric\":2,\"det_item_fee_sumamt\":2}",
                "{\"feedetl_sn\":\"2\",\"med_list_codg\":\"X\",\"list_type\":\"101\",\"chrgitm_lv\":\"02\",\"cnt\":1,\"pric\":2,\"det_item_fee_sumamt\":2}");
        assertRefused(Refusal.Code.LINE_AMOUNT_MISMATCH);
        mend("\"det_item_fee_sumamt\":1}", "\"det_item_fee_sumamt\":2}");
        assertRefused(Refusal.Code.ACCT_RELATION_NOT_ALLOWED);
        mend("SIBLING", "CHILD");
        assertRefused(Refusal.Code.SCHEME_NOT_COVERED);
        mend("\"med_type\":\"52\"", "\"med_type\":\"11\"");
        mend("\"insutype\":\"390\",\"psn_type\":\"15\"", "\"insutype\":\"310\",\"psn_type\":\"11\"");
        assertRefused(Refusal.Code.POLICY_PARAMETER_MISSING);
        ids = BuiltIn.ALL;
        assertRefused(Refusal.Code.POLICY_NOT_IN_FORCE);
        mend("2035-01-01", "2025-01-01");
        assertTrue(answer().fields().containsKey("setlinfo"));
    }

    @Test
    void unknownPolicyAnswersEvenWhatIsNoRequest() {
        request = "not json";
        ids = List.of("no-such-bundle");
        assertRefused(Refusal.Code.POLICY_UNKNOWN);
    }

    private void mend(String... pairs) {
        for (int index = 0; index < pairs.length; index += 2) {
            assertTrue(request.contains(pairs[index]), pairs[index]);
            request = request.replace(pairs[index], pairs[index + 1]);
        }
    }

    private Json.Obj answer() {
        return JsonWords.parse(QuoteService.of(LIBRARY, ids)
                .answer(request.getBytes(UTF_8), false)
                .json());
    }

    private void assertRefused(Refusal.Code code) {
        assertEquals(code.name(), JsonWords.text(JsonWords.object(answer(), "error"), "code"));
    }
}
