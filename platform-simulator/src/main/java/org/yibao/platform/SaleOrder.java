package org.yibao.platform;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.QuoteRequest;
import org.yibao.settlement.Credential;
import org.yibao.settlement.TerminalProfile;

/**
 * What a settlement message says that the platform believes: who, what and when, and none of its amounts but
 * the lines'.
 *
 * @param terminal as it was enrolled
 * @param visitId {@code mdtrt_id}
 * @param familyPsnNos whose accounts pay, in order
 */
record SaleOrder(
        String msgid,
        String infno,
        TerminalProfile terminal,
        String psnNo,
        Credential credential,
        String visitId,
        LocalDateTime begntime,
        String medType,
        QuoteRequest.@Nullable Prescription prescription,
        QuoteRequest.@Nullable Maternity maternity,
        boolean accountUsed,
        List<String> familyPsnNos,
        List<FeeLine> lines) {

    SaleOrder {
        familyPsnNos = List.copyOf(familyPsnNos);
        lines = List.copyOf(lines);
    }
}
