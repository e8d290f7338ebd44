package org.yibao.settlement;

import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;

/**
 * What the counter confirmed: everything a settlement message says and everything needed to recompute it.
 *
 * @param id of the settlement message, which is also the settlement's
 * @param bodyDigest {@code sm3:} digest of the till's call, so that its key with another body is noticed
 * @param visitId the terminal's own {@code mdtrt_id}
 * @param person as the split saw them
 * @param familyPayers whose accounts may pay, in the order of {@code request.account().family()}
 * @param madeAt local time of the counter
 * @param offline whether the line was down when the record was made
 */
public record Sale(
        MessageId id,
        IdempotencyKey key,
        String bodyDigest,
        Operator operator,
        TerminalProfile terminal,
        String visitId,
        PersonSnapshot person,
        Credential credential,
        List<FamilyPayer> familyPayers,
        List<Diagnosis> diagnoses,
        QuoteRequest request,
        Quote quote,
        LocalDateTime madeAt,
        boolean offline) {

    public Sale {
        familyPayers = List.copyOf(familyPayers);
        diagnoses = List.copyOf(diagnoses);
    }

    /**
     * @param type {@code diag_type}: 1 western, 2 TCM main disease, 3 TCM syndrome
     * @param code {@code diag_code}
     */
    public record Diagnosis(String type, String code, String name) {}

    /**
     * @param authorisation the reference under which the member allowed it
     */
    public record FamilyPayer(String psnNo, String authorisation) {}

    @Override
    public String toString() {
        return "Sale[" + id + ", " + person + ", " + quote.breakdown().medfeeSumamt() + "]";
    }
}
