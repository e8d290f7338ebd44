package org.yibao.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.CertsException;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2PublicKey;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.Sm3;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.TrustedCertificate;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.port.StoreException;

/**
 * Verifies an exported journal with nothing but itself and the authorities: see docs/journal-export.md. One line at a
 * time is in memory. Revocation lists have no say: what an earlier key signed before it was taken back stays signed.
 */
public final class JournalFile {
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String HASH = "([0-9a-f]{64})";
    private static final String SIGNATURE = "([0-9a-f]{128})";
    private static final String BASE64 = "([0-9A-Za-z+/]+={0,2})";
    private static final Pattern HEADER = Pattern.compile(
            Pattern.quote(ExportFormat.MAGIC) + String.join(" ", "([0-9A-Z]{12}-[0-9A-Z])", NUMBER, NUMBER, HASH));
    private static final Pattern RECORD = Pattern.compile(String.join(
            " ",
            ExportFormat.RECORD,
            NUMBER,
            "([0-9]{1,4})",
            "([!-~]{1,64})",
            "([!-~]{1,64})",
            "(-?[0-9]{1,18})",
            HASH,
            HASH,
            HASH,
            SIGNATURE,
            BASE64));
    private static final Pattern COUNTERSIGNATURE =
            Pattern.compile(String.join(" ", ExportFormat.COUNTERSIGNATURE, NUMBER, HASH, BASE64));
    private static final Pattern END = Pattern.compile(String.join(" ", ExportFormat.END, HASH, SIGNATURE));

    private final InputStream in;
    private final TrustAnchors authorities;
    private final Sm3 digest = Sm3.start();
    private final Map<String, Sm2Verifier> signers = new HashMap<>();

    private JournalFile(InputStream in, TrustAnchors authorities) {
        this.in = in;
        this.authorities = authorities;
    }

    /** @throws IOException when the stream cannot be read; whatever it holds is a verdict */
    public static ExportVerification verify(InputStream in, TrustAnchors authorities) throws IOException {
        try {
            return new JournalFile(new BufferedInputStream(in), authorities).verify();
        } catch (BrokenJournalException broken) {
            return new ExportVerification.Broken(
                    broken.verdict().number(), broken.verdict().fault());
        } catch (StoreException | CertsException refused) {
            return new ExportVerification.Refused(String.valueOf(refused.getMessage()));
        }
    }

    private ExportVerification verify() throws IOException {
        String opening = next();
        Matcher header = HEADER.matcher(opening == null ? "" : opening);
        if (!header.matches()) {
            throw new StoreException("it does not begin as an exported journal of version 1");
        }
        TerminalName terminal = TerminalName.parse(header.group(1));
        long first = Long.parseLong(header.group(2));
        long last = Long.parseLong(header.group(3));
        if (first < 1 || last < first - 1) {
            throw new StoreException("it says that it has the records " + first + " to " + last);
        }
        JournalHead base = new JournalHead(first - 1, header.group(4));
        if (first == 1 && !base.equals(JournalHead.EMPTY)) {
            throw new StoreException("nothing stands before the first record");
        }
        String line = certificates(terminal);
        return records(terminal, base, last, line);
    }

    /** @return the line after them */
    private @Nullable String certificates(TerminalName terminal) throws IOException {
        String line = next();
        for (int count = 0; line != null && line.startsWith(ExportFormat.CERTIFICATE + " "); count++) {
            if (count == ExportFormat.CERTIFICATES_MAX) {
                throw new StoreException("it has too many certificates");
            }
            List<Certificate> chain = new ArrayList<>();
            for (String der :
                    line.substring(ExportFormat.CERTIFICATE.length() + 1).split(" ", -1)) {
                chain.add(Certificate.decode(base64(der)));
            }
            believe(new CertificateChain(chain), terminal);
            line = next();
        }
        return line;
    }

    /** Judged at its beginning: what was signed then stays signed. */
    private void believe(CertificateChain chain, TerminalName terminal) {
        TrustedCertificate trusted = authorities.check(
                chain,
                CertificateUsage.SIGNING_TERMINAL,
                chain.leaf().validity().notBefore());
        trusted.requireTerminal(terminal);
        Sm2PublicKey key = trusted.sm2PublicKey();
        signers.put(JournalSeal.nameOf(key), Sm2Verifier.of(key, Sm2UserId.DEFAULT, SignatureEncoding.RAW));
    }

    private ExportVerification records(
            TerminalName terminal, JournalHead base, long last, @Nullable String afterCertificates) throws IOException {
        JournalChain chain = new JournalChain(base, this::verifySignature);
        JournalHead countersigned = base;
        long unprovable = 0;
        String line = afterCertificates;
        while (line != null) {
            Matcher record = RECORD.matcher(line);
            Matcher countersignature = COUNTERSIGNATURE.matcher(line);
            if (record.matches()) {
                take(chain, last, record);
            } else if (countersignature.matches()) {
                if (countersigns(chain.head(), countersignature)) {
                    countersigned = chain.head();
                } else {
                    unprovable++;
                }
            } else {
                requireWhole(chain.head(), last);
                requireSeal(line);
                return new ExportVerification.Sound(terminal.toString(), base, chain.head(), countersigned, unprovable);
            }
            line = next();
        }
        requireWhole(chain.head(), last);
        throw new StoreException("its last line is missing");
    }

    private static void take(JournalChain chain, long last, Matcher fields) {
        long next = chain.head().number() + 1;
        if (next > last) {
            throw new BrokenJournalException(next, "the file has records up to " + last + " only");
        }
        JournalRecord record = new JournalRecord(
                Integer.parseInt(fields.group(2)),
                Long.parseLong(fields.group(1)),
                fields.group(3),
                fields.group(4),
                Instant.ofEpochMilli(Long.parseLong(fields.group(5))),
                Bytes.of(recordBytes(next, fields.group(10))),
                fields.group(6),
                Bytes.of(hex(fields.group(7))));
        chain.take(record, Bytes.of(hex(fields.group(8))), hex(fields.group(9)));
    }

    private static byte[] recordBytes(long number, String base64) {
        try {
            return base64(base64);
        } catch (StoreException other) {
            throw new BrokenJournalException(number, String.valueOf(other.getMessage()));
        }
    }

    /** @return false when nobody can tell whether the platform signed it */
    private boolean countersigns(JournalHead head, Matcher fields) {
        long number = Long.parseLong(fields.group(1));
        if (number > head.number()) {
            throw new BrokenJournalException(
                    head.number() + 1, "it is missing: the platform countersigned record " + number);
        }
        try {
            if (!new JournalHead(number, fields.group(2)).equals(head)) {
                throw new StoreException("it is about another head");
            }
            Countersignature word = Countersignature.read(base64(fields.group(3)));
            if (word.isProvable()) {
                word.verify(head, authorities);
            }
            return word.isProvable();
        } catch (StoreException | CertsException refused) {
            throw new BrokenJournalException(
                    head.number(), "the platform did not countersign it so: " + refused.getMessage());
        }
    }

    private static void requireWhole(JournalHead head, long last) {
        if (head.number() < last) {
            throw new BrokenJournalException(head.number() + 1, "it is missing or its line was spoiled");
        }
    }

    private void requireSeal(String line) throws IOException {
        Matcher end = END.matcher(line);
        if (!end.matches()) {
            throw new StoreException("its last line was spoiled, or lines follow that do not belong there");
        }
        try {
            verifySignature(end.group(1), ExportFormat.sealed(digest.finish().bytes()), hex(end.group(2)));
        } catch (StoreException | CertsException changed) {
            throw new StoreException("it was changed after it was made: " + changed.getMessage(), changed);
        }
        if (in.read() >= 0) {
            throw new StoreException("something follows its last line");
        }
    }

    private void verifySignature(String signerName, byte[] message, byte[] signature) {
        Sm2Verifier verifier = signers.get(signerName);
        if (verifier == null) {
            throw new StoreException("signed by a key without a certificate in the file");
        }
        verifier.verify(message, signature);
    }

    /** @return null at the end of the file, where a line without its end counts for nothing */
    private @Nullable String next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                return null;
            }
            if (bytes.size() == ExportFormat.LINE_BYTES_MAX) {
                throw new StoreException("a line has more than " + ExportFormat.LINE_BYTES_MAX + " bytes");
            }
            bytes.write(read);
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        if (!line.startsWith(ExportFormat.END + " ")) {
            bytes.write('\n');
            digest.update(bytes.toByteArray());
        }
        return line;
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException other) {
            throw new StoreException("no Base64");
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
