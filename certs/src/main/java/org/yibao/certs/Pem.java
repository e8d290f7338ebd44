package org.yibao.certs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates as text (RFC 7468): strict about the labels, lax about what stands between the blocks. */
final class Pem {
    static final int TEXT_MAX_BYTES = 256 * 1024;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int LINE_CHARACTERS = 64;

    private Pem() {}

    static byte[] encode(List<Certificate> certificates) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'});
        StringBuilder text = new StringBuilder();
        for (Certificate certificate : certificates) {
            text.append(BEGIN).append('\n');
            text.append(base64.encodeToString(certificate.encoded())).append('\n');
            text.append(END).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static List<Certificate> decode(byte[] pem) {
        if (pem.length > TEXT_MAX_BYTES) {
            throw new MalformedException("certificates in PEM have at most " + TEXT_MAX_BYTES + " bytes");
        }
        String text = new String(pem, StandardCharsets.US_ASCII);
        List<Certificate> certificates = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                throw new MalformedException("a certificate in PEM has no end");
            }
            certificates.add(Certificate.decode(base64(text.substring(begin + BEGIN.length(), end))));
            begin = text.indexOf(BEGIN, end);
        }
        return certificates;
    }

    private static byte[] base64(String body) {
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedException("a certificate in PEM is not Base64");
        }
    }
}
