package org.yibao.benefit.certificate.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.function.Function;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Works a certificate's figures out again from the certificate alone. */
public final class CertificateChecker {
    /** Largest certificate in bytes, as many as a stored sale keeps. */
    public static final int BYTES_MAX = 512 * 1024;

    /** The version of the form that is understood. */
    static final int VERSION = 1;

    private CertificateChecker() {}

    /**
     * Never throws on any bytes.
     *
     * @param certificate one line of JSON without its line feed
     * @param digest the one the certificate was written with, such as SM3 as {@code sm3:} and 64 hexadecimal digits
     */
    public static Verdict check(byte[] certificate, Function<byte[], String> digest) {
        if (certificate.length > BYTES_MAX) {
            return new Verdict.Unreadable(Fault.TOO_LARGE, "");
        }
        String text = CompactForm.text(certificate);
        if (text == null) {
            return new Verdict.Unreadable(Fault.NOT_JSON, "");
        }
        try {
            return verdict(text, digest);
        } catch (Malformed malformed) {
            return malformed.verdict();
        } catch (ArithmeticException beyondAnyAmount) {
            return new Verdict.Unreadable(Fault.RANGE, "");
        } catch (IOException noJson) {
            return new Verdict.Unreadable(Fault.NOT_JSON, "");
        }
    }

    private static Verdict verdict(String certificate, Function<byte[], String> digest) throws IOException, Malformed {
        Cursor in = new Cursor(certificate);
        in.beginObject();
        in.require(in.field("certificate").wholeHere() == VERSION, Fault.VERSION);
        in.next();
        in.field("basis");
        int begin = in.begin();
        BasisReader reader = new BasisReader(in);
        Basis basis = reader.read();
        Statement statement = new Statement(in);
        statement
                .field("basis_digest")
                .text(digest.apply(certificate.substring(begin, reader.end()).getBytes(UTF_8)));
        in.field("derivation");
        Recalculation recalculation = new Recalculation(basis, statement);
        recalculation.agree();
        String own = digest.apply(certificate.substring(0, in.begin() - 1).getBytes(UTF_8));
        statement.field("digest").text(own);
        in.endObject();
        in.finish();
        return statement.differences().isEmpty()
                ? recalculation.agreed(own)
                : new Verdict.Differs(statement.differences());
    }
}
