package org.yibao.certs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How the other side signed, each part by a constant with a stable name.
 *
 * @param swapped whether s stands before r
 * @param userId the one given, for {@link Identity#GIVEN}
 */
public record SignatureConvention(
        Wrapping wrapping,
        Numbers numbers,
        boolean swapped,
        Identity identity,
        Optional<Sm2UserId> userId,
        TextForm text) {

    /** How the signature's bytes are carried. */
    public enum Wrapping {
        BINARY,
        HEXADECIMAL,
        BASE64
    }

    /** How the two numbers stand in them. */
    public enum Numbers {
        /** {@link SignatureEncoding#RAW}. */
        RAW,
        /** {@link SignatureEncoding#DER}. */
        DER,
        /** One after the other, each as long as it is: with a sign byte in front (33 bytes), or a leading zero left out. */
        RAW_OF_OWN_LENGTH,
        /** DER but for a number with its highest bit set, which has no sign byte and so reads as negative. */
        DER_WITHOUT_SIGN_BYTE,
        /** A sequence of two integers with superfluous zeros, a length in long form, or bytes behind it. */
        DER_NOT_CANONICAL
    }

    /** Whose identity stands before the message (Z, GB/T 32918.2-2016, 5.5). */
    public enum Identity {
        /** {@link Sm2UserId#DEFAULT}. */
        DEFAULT,
        EMPTY,
        GIVEN,
        /** None: the plain SM3 digest of the message. */
        NONE
    }

    /** How the message was written as bytes. */
    public record TextForm(Encoding encoding, LineEnds lineEnds, LastLine lastLine) {}

    /** A message that is no text is only ever {@link #AS_IT_IS}. */
    public enum Encoding {
        AS_IT_IS(StandardCharsets.UTF_8, ""),
        UTF_8(StandardCharsets.UTF_8, ""),
        UTF_8_WITH_MARK(StandardCharsets.UTF_8, "\uFEFF"),
        GBK(Charset.forName("GBK"), ""),
        UTF_16LE(StandardCharsets.UTF_16LE, ""),
        UTF_16LE_WITH_MARK(StandardCharsets.UTF_16LE, "\uFEFF"),
        UTF_16BE(StandardCharsets.UTF_16BE, ""),
        UTF_16BE_WITH_MARK(StandardCharsets.UTF_16BE, "\uFEFF");

        private final Charset charset;
        private final String mark;

        Encoding(Charset charset, String mark) {
            this.charset = charset;
            this.mark = mark;
        }

        byte[] encode(String text) {
            return (mark + text).getBytes(charset);
        }
    }

    /** How lines end. */
    public enum LineEnds {
        AS_THEY_ARE,
        LF,
        CRLF;

        String apply(String text) {
            return switch (this) {
                case AS_THEY_ARE -> text;
                case LF -> text.replace("\r\n", "\n");
                case CRLF -> text.replace("\r\n", "\n").replace("\n", "\r\n");
            };
        }
    }

    /** What stands after the last character. */
    public enum LastLine {
        AS_IT_IS,
        WITHOUT_END,
        WITH_LF,
        WITH_CRLF;

        String apply(String text) {
            int end = text.length();
            while (end > 0 && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            String bare = text.substring(0, end);
            return switch (this) {
                case AS_IT_IS -> text;
                case WITHOUT_END -> bare;
                case WITH_LF -> bare + "\n";
                case WITH_CRLF -> bare + "\r\n";
            };
        }
    }
}
