package org.yibao.benefit.certificate.check;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The outer form of a certificate: UTF-8, one line, no blank outside of texts. */
final class CompactForm {
    private CompactForm() {}

    /** @return the text; null when the bytes are of another form */
    static @Nullable String text(byte[] certificate) {
        if (certificate.length == 0 || certificate[0] != '{' || !hasNoBlank(certificate)) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(certificate))
                    .toString();
        } catch (CharacterCodingException invalid) {
            return null;
        }
    }

    private static boolean hasNoBlank(byte[] bytes) {
        boolean inText = false;
        boolean escaped = false;
        for (byte next : bytes) {
            if ((next >= 0 && next < ' ') || (next == ' ' && !inText)) {
                return false;
            }
            if (escaped) {
                escaped = false;
            } else if (next == '\\') {
                escaped = true;
            } else if (next == '"') {
                inText = !inText;
            }
        }
        return true;
    }
}
