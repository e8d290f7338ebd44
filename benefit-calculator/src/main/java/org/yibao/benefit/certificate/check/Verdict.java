package org.yibao.benefit.certificate.check;

import java.time.LocalDate;
import java.util.List;

/** What the checker finds of a certificate. Paths are JSON pointers (RFC 6901), such as {@code /derivation/year}. */
public sealed interface Verdict {
    /**
     * Every figure follows from the basis, to the fen, and the digests are right.
     *
     * @param scheme id of the scheme by which the bill was split
     * @param day of the visit
     * @param lines bill lines
     * @param steps layers that applied
     * @param figures how many figures were worked out again
     * @param medfeeFen the bill in fen
     * @param fundFen what the funds pay of it in fen
     * @param digest the certificate's own
     */
    record Agreed(
            String scheme,
            LocalDate day,
            int lines,
            int steps,
            int figures,
            long medfeeFen,
            long fundFen,
            String digest)
            implements Verdict {
        /** What remains for the person, in fen. */
        public long personFen() {
            return medfeeFen - fundFen;
        }
    }

    /** Something does not follow; in the order of the certificate, the first hundred of it. */
    record Differs(List<Difference> differences) implements Verdict {
        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /**
     * @param stated what stands there
     * @param derived what should, or the demand that it breaks
     */
    record Difference(String path, String stated, String derived) {}

    /** It is no certificate of a form that this checker knows. */
    record Unreadable(Fault fault, String path) implements Verdict {}

    /** Why a certificate is unreadable. */
    enum Fault {
        /** More bytes than {@link CertificateChecker#BYTES_MAX}. */
        TOO_LARGE,
        /** Not one JSON object in UTF-8 within the limits, on one line and without blanks. */
        NOT_JSON,
        /** Another version of the form. */
        VERSION,
        /** A field that does not belong there, or not yet, or a second time. */
        FIELD_UNEXPECTED,
        FIELD_MISSING,
        /** A row too few or too many. */
        ROWS,
        /** A value of another type, or a number, day or code not written in its one form. */
        VALUE,
        /** A value beyond what it may be. */
        RANGE,
        /** Keys or values that must rise do not. */
        ORDER,
        /** A name given twice. */
        TWICE,
        /** A name that nothing stands for, or that nothing asks for. */
        NAME
    }
}
