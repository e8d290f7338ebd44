package org.yibao.certs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** DER as text (RFC 7468): strict about the labels, lax about what stands between the blocks. */
final class Pem {
    static final int TEXT_MAX_BYTES = 256 * 1024;

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final int LINE_CHARACTERS = 64;

    private Pem() {}

    static byte[] encode(List<Certificate> certificates) {
        return encode(
                CERTIFICATE, certificates.stream().map(Certificate::encoded).toList());
    }

    static byte[] encode(String label, List<byte[]> blocks) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'});
        StringBuilder text = new StringBuilder();
        for (byte[] block : blocks) {
            text.append(begin(label)).append('\n');
            text.append(base64.encodeToString(block)).append('\n');
            text.append(end(label)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static List<Certificate> decode(byte[] pem) {
        return decode(CERTIFICATE, pem).stream().map(Certificate::decode).toList();
    }

    /** The blocks with this label; others are passed over. */
    static List<byte[]> decode(String label, byte[] pem) {
        if (pem.length > TEXT_MAX_BYTES) {
            throw new MalformedException("a text in PEM has at most " + TEXT_MAX_BYTES + " bytes");
        }
        String text = new String(pem, StandardCharsets.US_ASCII);
        List<byte[]> blocks = new ArrayList<>();
        String opening = begin(label);
        int begin = text.indexOf(opening);
        while (begin >= 0) {
            int end = text.indexOf(end(label), begin);
            if (end < 0) {
                throw new MalformedException("a block in PEM has no end");
            }
            blocks.add(base64(text.substring(begin + opening.length(), end)));
            begin = text.indexOf(opening, end);
        }
        return blocks;
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }

    private static byte[] base64(String body) {
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedException("a block in PEM is not Base64");
        }
    }
}
