package org.yibao.settlement;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
 * @param certificate of the calculation: compact JSON from which the split is derived again without the engine, at
 *     most {@value #CERTIFICATE_BYTES_MAX} bytes; null for a sale that was made before certificates were kept
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
        @Nullable Bytes certificate,
        LocalDateTime madeAt,
        boolean offline) {
    /** Several times what a bill of 500 lines needs. */
    public static final int CERTIFICATE_BYTES_MAX = 512 * 1024;

    public Sale {
        if (certificate != null && certificate.length() > CERTIFICATE_BYTES_MAX) {
            throw new IllegalArgumentException("a certificate has at most " + CERTIFICATE_BYTES_MAX + " bytes");
        }
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
