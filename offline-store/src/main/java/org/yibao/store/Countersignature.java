package org.yibao.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.CertsException;
import org.yibao.certs.Digest;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.port.StoreException;

/**
 * The platform's word on a head: the signed answer as the line brought it, then the certificates under it.
 *
 * @param certificateId SM3 of the signing certificate's DER
 * @param signature over exactly {@code json}
 * @param certificates empty where an older program kept it: then nobody can tell who signed
 */
record Countersignature(Bytes json, Bytes certificateId, Bytes signature, List<Certificate> certificates) {
    private static final int SIGNATURE_BYTES = 64;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** @throws StoreException when the bytes are of another form */
    static Countersignature read(byte[] evidence) {
        try {
            ByteBuffer in = ByteBuffer.wrap(evidence);
            Bytes json = Bytes.of(bytes(in, in.getInt()));
            Bytes id = Bytes.of(bytes(in, Digest.SIZE_BYTES));
            Bytes signature = Bytes.of(bytes(in, SIGNATURE_BYTES));
            List<Certificate> certificates = new ArrayList<>();
            while (in.hasRemaining() && certificates.size() < CertificateChain.LENGTH_MAX) {
                certificates.add(Certificate.decode(bytes(in, in.getInt())));
            }
            if (in.hasRemaining()) {
                throw new StoreException("a countersignature that is too long");
            }
            return new Countersignature(json, id, signature, certificates);
        } catch (BufferUnderflowException | CertsException other) {
            throw new StoreException("no countersignature", other);
        }
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    boolean isProvable() {
        return !certificates.isEmpty();
    }

    /**
     * Returns when a platform of these authorities signed this head, under a certificate that was valid when it says
     * it did.
     *
     * @throws StoreException when the answer is about another head, or names another certificate
     * @throws CertsException when the signature or the certificate does not hold
     */
    void verify(JournalHead head, TrustAnchors authorities) {
        JsonNode said = headSaid();
        boolean same = said.path("jrnl_no").canConvertToLong()
                && said.path("jrnl_no").longValue() == head.number()
                && said.path("jrnl_hash").asText().equals(head.hash());
        if (!same) {
            throw new StoreException("it is about another head");
        }
        CertificateChain chain = new CertificateChain(certificates);
        if (!certificateId.equals(Bytes.of(chain.leaf().id().bytes()))) {
            throw new StoreException("it names another certificate");
        }
        Sm2Verifier.of(
                        authorities
                                .check(chain, CertificateUsage.SIGNING_PLATFORM, time(said.path("head_time")))
                                .sm2PublicKey(),
                        Sm2UserId.DEFAULT,
                        SignatureEncoding.RAW)
                .verify(json.toArray(), signature.toArray());
    }

    private JsonNode headSaid() {
        try {
            return MAPPER.readTree(json.toArray()).path("output").path("headinfo");
        } catch (IOException noJson) {
            throw new StoreException("it is no answer of a platform");
        }
    }

    private static Instant time(JsonNode text) {
        try {
            return LocalDateTime.parse(text.asText(), INSTANT).toInstant(CHINA);
        } catch (DateTimeException noTime) {
            throw new StoreException("it says no time");
        }
    }
}
