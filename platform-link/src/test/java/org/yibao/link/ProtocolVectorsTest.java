package org.yibao.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.certs.KnownKey;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.Sm3;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.TrustedCertificate;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.FrameKind;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.MessageVerifier;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.Request;
import org.yibao.link.message.Transaction;
import org.yibao.link.server.Outlet;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.server.ServerConnection;
import org.yibao.settlement.Bytes;

/** The files of {@code docs/protocol/vectors} are, byte for byte, what the code writes, and it reads them. */
class ProtocolVectorsTest {
    private static final int WINDOW = 32;
    private static final String AFTER_NOTHING = "the TLS handshake";
    private static final String AFTER_HELLO = "HELLO of frames.json";

    /** For testing only; of section 2. */
    private static final String CODE = "CACP-MRJ7-HVAF-9VP9-VDGH-GJNP";

    private final Vectors vectors = new Vectors();
    private final String page;

    ProtocolVectorsTest() throws IOException {
        page = Files.readString(Path.of("..", "docs", "protocol.md"));
    }

    @Test
    void keysAreMadeFromTheirSeedsAndCertifiedForTheirUse() {
        List<Map<String, Object>> keys = List.of(
                key(Vectors.TERMINAL, vectors.terminal, vectors.terminalCertificate),
                key(Vectors.PLATFORM, vectors.platform, vectors.platformCertificate));
        assertEquals(Vectors.text(keys), Vectors.file("keys.json", keys));
        vectors.requireGoodCertificates();
        assertEquals(
                vectors.terminal.publicKey(),
                trusted(vectors.terminalCertificate, CertificateUsage.SIGNING_TERMINAL)
                        .sm2PublicKey());
        assertEquals(
                vectors.platform.publicKey(),
                trusted(vectors.platformCertificate, CertificateUsage.SIGNING_PLATFORM)
                        .sm2PublicKey());
    }

    private TrustedCertificate trusted(Certificate certificate, CertificateUsage usage) {
        return vectors.anchors.check(new CertificateChain(List.of(certificate)), usage, TestIdentities.NOW);
    }

    private static Map<String, Object> key(String who, KnownKey key, Certificate certificate) {
        return vector(
                "name", who,
                "use", "FOR TESTING ONLY: the private key is public",
                "seed", Vectors.seed(who),
                "private_key", key.privateKey(),
                "public_key", key.publicKeyHex(),
                "certificate", who + ".pem",
                "certificate_id", Vectors.hex(certificate.id().bytes()));
    }

    @Test
    void digestsAreAsListed() {
        List<Map<String, Object>> digests = new ArrayList<>();
        for (String text : List.of("", "abc", "abcd".repeat(16), "费用结算", "a".repeat(119), "a".repeat(120))) {
            byte[] message = text.getBytes(StandardCharsets.UTF_8);
            digests.add(vector(
                    "text",
                    text,
                    "message",
                    Vectors.hex(message),
                    "sm3",
                    Vectors.hex(Sm3.digest(message).bytes())));
        }
        assertEquals(Vectors.text(digests), Vectors.file("digests.json", digests));
    }

    @Test
    void signaturesAreAsListedInBothEncodings() {
        List<Map<String, Object>> signatures = new ArrayList<>();
        for (String text : List.of("", "message digest", "费用结算 a settlement", "{\"msgid\":\"张\"}")) {
            byte[] message = text.getBytes(StandardCharsets.UTF_8);
            String name = "signature over \"" + text + "\"";
            byte[] random = Vectors.random(name);
            byte[] raw = vectors.terminal.sign(message, random, SignatureEncoding.RAW);
            byte[] der = vectors.terminal.sign(message, random, SignatureEncoding.DER);
            verifier(SignatureEncoding.RAW).verify(message, raw);
            verifier(SignatureEncoding.DER).verify(message, der);
            signatures.add(vector(
                    "name", name,
                    "key", Vectors.TERMINAL,
                    "user_id", "1234567812345678",
                    "message", Vectors.hex(message),
                    "random", Vectors.hex(random),
                    "raw", Vectors.hex(raw),
                    "der", Vectors.hex(der)));
        }
        assertEquals(Vectors.text(signatures), Vectors.file("signatures.json", signatures));
    }

    private Sm2Verifier verifier(SignatureEncoding encoding) {
        return Sm2Verifier.of(vectors.terminal.publicKey(), Sm2UserId.DEFAULT, encoding);
    }

    @Test
    void framesAreWrittenAndReadAsListed() {
        List<Map<String, Object>> listed = frames().entrySet().stream()
                .map(named -> vector(
                        "name", named.getKey(),
                        "frame", Vectors.hex(FrameCodec.encode(named.getValue())),
                        "reads", reading(named.getValue())))
                .toList();
        String file = Vectors.file("frames.json", listed);
        assertEquals(Vectors.text(listed), file);

        List<Frame> read = Pattern.compile("\"frame\": \"([0-9a-f]+)\"")
                .matcher(file)
                .results()
                .map((MatchResult found) -> HexFormat.of().parseHex(found.group(1)))
                .map(bytes -> FrameCodec.decode(Arrays.copyOfRange(bytes, FrameCodec.LENGTH_BYTES, bytes.length)))
                .toList();
        assertEquals(List.copyOf(frames().values()), read);
        assertEquals(
                List.of(FrameKind.values()),
                read.stream().map(Frame::kind).distinct().toList());
        assertSignedMessagesAreGood(read);
    }

    /** As a terminal and a platform judge them that know nothing but the authority. */
    private void assertSignedMessagesAreGood(List<Frame> read) {
        Frame.Hello hello = assertInstanceOf(Frame.Hello.class, read.get(0));
        Frame.Welcome welcome = assertInstanceOf(Frame.Welcome.class, read.get(1));
        MessageVerifier ofTerminal =
                TrustedSigners.terminals(vectors.anchors).verifier(hello.terms().chain(), TestIdentities.NOW);
        MessageVerifier ofPlatform = TrustedSigners.platforms(vectors.anchors)
                .verifier(welcome.terms().chain(), TestIdentities.NOW);
        SignedJson request = ((Frame.Request) read.get(2)).message();
        SignedJson answer = ((Frame.Answer) read.get(3)).message();
        for (Frame frame : read) {
            if (frame instanceof Frame.Request signed) {
                ofTerminal.verify(signed.message());
            } else if (frame instanceof Frame.Answer signed) {
                ofPlatform.verify(signed.message());
            }
        }
        assertEquals(Transaction.PHARMACY_SETTLE, Request.decode(request.json()).transaction());
        assertEquals(
                Request.decodeHeader(request.json()).msgid(),
                Answer.decode(Transaction.PHARMACY_SETTLE, answer.json())
                        .header()
                        .msgid());
    }

    private Map<String, Frame> frames() {
        List<byte[]> messages = messages();
        Map<String, Frame> frames = new LinkedHashMap<>();
        frames.put("HELLO", hello(List.of(FrameCodec.VERSION), vectors.terminalCertificate));
        frames.put("WELCOME", new Frame.Welcome(terms(List.of(FrameCodec.VERSION), vectors.platformCertificate)));
        frames.put("REQUEST: the sale of section 7", new Frame.Request(1, request("REQUEST", messages.get(0))));
        frames.put(
                "ANSWER: that of section 7",
                new Frame.Answer(1, vectors.sign(Vectors.PLATFORM, "ANSWER", messages.get(1))));
        frames.put("PING", new Frame.Ping(258));
        frames.put("PONG with the largest number", new Frame.Pong(Long.MAX_VALUE));
        frames.put("CLOSE, nothing is wrong", Frame.Close.of(CloseCode.NORMAL, ""));
        frames.put("CLOSE with a text", Frame.Close.of(CloseCode.SIGNATURE_BROKEN, "签名"));
        frames.put("CLOSE with a code that nobody knows", new Frame.Close(0xffff, "?"));
        for (int at = 2; at < messages.size(); at += 2) {
            String infno = at == 2 ? "1301" : "9102";
            frames.put(
                    "REQUEST: " + infno + " of section 7",
                    new Frame.Request(at, request("REQUEST " + infno, messages.get(at))));
            frames.put(
                    "ANSWER: " + infno + " of section 7",
                    new Frame.Answer(at, vectors.sign(Vectors.PLATFORM, "ANSWER " + infno, messages.get(at + 1))));
        }
        frames.put("ENROL, a request of two bytes", new Frame.Enrol(EnrolmentCode.parse(CODE), Bytes.of(hex("3000"))));
        frames.put("ENROLLED, an answer of two bytes", new Frame.Enrolled(Bytes.of(hex("3000"))));
        return frames;
    }

    /** The examples of the page's section 7, as they stand on the wire. */
    private List<byte[]> messages() {
        return Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL)
                .matcher(page.substring(page.indexOf("## 7."), page.indexOf("## 8.")))
                .results()
                .map((MatchResult block) -> block.group(1).replace("\n", "").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private SignedJson request(String name, byte[] json) {
        return vectors.sign(Vectors.TERMINAL, name, json);
    }

    private static Frame hello(List<Integer> versions, Certificate certificate) {
        return new Frame.Hello(terms(versions, certificate));
    }

    private static Terms terms(List<Integer> versions, Certificate certificate) {
        return new Terms(versions, 0, WINDOW, FrameCodec.BODY_BYTES_MAX, List.of(Bytes.of(certificate.encoded())));
    }

    private Map<String, Object> reading(Frame frame) {
        Map<String, Object> fields = vector("kind", frame.kind().name(), "correlation", frame.correlation());
        frame.deliverTo(new Reading(fields));
        return fields;
    }

    /** What a reader finds in a frame. */
    private final class Reading implements Frame.Receiver {
        private final Map<String, Object> fields;

        Reading(Map<String, Object> fields) {
            this.fields = fields;
        }

        private void terms(Terms terms) {
            fields.put("versions", terms.versions());
            fields.put("capabilities", terms.capabilities());
            fields.put("window", terms.window());
            fields.put("frame_limit", terms.frameBytesMax());
            fields.put("certificates", terms.chain().stream().map(this::file).toList());
        }

        private String file(Bytes certificate) {
            return certificate.equals(Bytes.of(vectors.terminalCertificate.encoded()))
                    ? "terminal.pem"
                    : "platform.pem";
        }

        private void signed(SignedJson message) {
            fields.put("json", new String(message.json().toArray(), StandardCharsets.UTF_8));
            fields.put("certificate_id", Vectors.hex(message.certificateId().toArray()));
            fields.put("signature", Vectors.hex(message.signature().toArray()));
        }

        @Override
        public void hello(Frame.Hello frame) {
            terms(frame.terms());
        }

        @Override
        public void welcome(Frame.Welcome frame) {
            terms(frame.terms());
        }

        @Override
        public void request(Frame.Request frame) {
            signed(frame.message());
        }

        @Override
        public void answer(Frame.Answer frame) {
            signed(frame.message());
        }

        @Override
        public void ping(Frame.Ping frame) {}

        @Override
        public void pong(Frame.Pong frame) {}

        @Override
        public void close(Frame.Close frame) {
            fields.put("code", frame.code());
            fields.put("text", frame.text());
        }

        @Override
        public void enrol(Frame.Enrol frame) {
            // The code of a vector enrols nobody.
            fields.put("enrolment_code", frame.code().text(InsecureSecretAccess.get()));
            fields.put("request", Vectors.hex(frame.request().toArray()));
        }

        @Override
        public void enrolled(Frame.Enrolled frame) {
            fields.put("answer", Vectors.hex(frame.answer().toArray()));
        }
    }

    /** Bytes that a platform does not take. */
    private record Wrong(String name, String after, Bytes bytes, CloseCode close) {}

    @Test
    void everyWrongFrameClosesWithTheCodeListed() {
        List<Wrong> wrong = new ArrayList<>(wrongFrames());
        wrong.addAll(wrongTerms());
        wrong.addAll(wrongMessages());
        List<Map<String, Object>> listed = wrong.stream()
                .map(each -> vector(
                        "name",
                        each.name,
                        "after",
                        each.after,
                        "frame",
                        Vectors.hex(each.bytes.toArray()),
                        "closes_with",
                        each.close.name()))
                .toList();
        assertEquals(Vectors.text(listed), Vectors.file("malformed.json", listed));
        for (Wrong each : wrong) {
            List<Frame> said = platformSays(each);
            Frame.Close close = assertInstanceOf(Frame.Close.class, said.get(said.size() - 1), each.name);
            assertEquals(each.close.number(), close.code(), each.name + ": " + close.text());
            assertEquals(each.after.equals(AFTER_HELLO) ? 2 : 1, said.size(), each.name);
        }
    }

    private static List<Wrong> wrongFrames() {
        return List.of(
                frame("length 11", "0000000b", CloseCode.FRAME_MALFORMED),
                frame("length 0", "00000000", CloseCode.FRAME_MALFORMED),
                frame("length one above 1 048 576", "00100001", CloseCode.FRAME_TOO_LONG),
                frame("length of 4 GiB", "ffffffff", CloseCode.FRAME_TOO_LONG),
                frame("version 0", "0000000c 00 05 0000 0000000000000001", CloseCode.VERSION_UNSUPPORTED),
                frame("version 2", "0000000c 02 05 0000 0000000000000001", CloseCode.VERSION_UNSUPPORTED),
                frame("kind 0", "0000000c 01 00 0000 0000000000000001", CloseCode.FRAME_MALFORMED),
                frame("kind 255", "0000000c 01 ff 0000 0000000000000001", CloseCode.FRAME_MALFORMED),
                frame("reserved bytes", "0000000c 01 05 0001 0000000000000001", CloseCode.FRAME_MALFORMED),
                frame("PING with number 0", "0000000c 01 05 0000 0000000000000000", CloseCode.FRAME_MALFORMED),
                frame("PING with number 2^63", "0000000c 01 05 0000 8000000000000000", CloseCode.FRAME_MALFORMED),
                frame("PING with a payload", "0000000d 01 05 0000 0000000000000001 00", CloseCode.FRAME_MALFORMED),
                frame(
                        "CLOSE with a number",
                        "00000010 01 07 0000 0000000000000001 0000 0000",
                        CloseCode.FRAME_MALFORMED),
                frame("CLOSE cut", "0000000f 01 07 0000 0000000000000000 0000 00", CloseCode.FRAME_MALFORMED),
                frame("CLOSE text cut", "00000011 01 07 0000 0000000000000000 0000 0002 78", CloseCode.FRAME_MALFORMED),
                frame(
                        "CLOSE text not UTF-8",
                        "00000011 01 07 0000 0000000000000000 0000 0001 ff",
                        CloseCode.FRAME_MALFORMED),
                frame(
                        "CLOSE text of 201 bytes",
                        "000000d9 01 07 0000 0000000000000000 0000 00c9" + "78".repeat(201),
                        CloseCode.FRAME_MALFORMED),
                frame("REQUEST before HELLO", request("7b7d", "00000002"), CloseCode.FRAME_UNEXPECTED),
                frame("REQUEST, JSON length one short", request("7b7d", "00000001"), CloseCode.FRAME_MALFORMED),
                frame("REQUEST, JSON length one long", request("7b7d", "00000003"), CloseCode.FRAME_MALFORMED),
                frame("REQUEST, JSON length of 4 GiB", request("7b7d", "ffffffff"), CloseCode.FRAME_MALFORMED),
                frame(
                        "REQUEST without signature",
                        "00000012 01 03 0000 0000000000000001 00000002 7b7d",
                        CloseCode.FRAME_MALFORMED),
                frame(
                        "ANSWER from a terminal",
                        request("7b7d", "00000002").replace("01 03", "01 04"),
                        CloseCode.FRAME_UNEXPECTED),
                frame("PONG to nothing", "0000000c 01 06 0000 0000000000000001", CloseCode.FRAME_UNEXPECTED),
                frame("ENROL on the line", ENROL + "00000002 3000", CloseCode.FRAME_UNEXPECTED),
                frame("ENROL, request length one short", ENROL + "00000001 3000", CloseCode.FRAME_MALFORMED),
                frame("ENROL, request length one long", ENROL + "00000003 3000", CloseCode.FRAME_MALFORMED),
                frame("ENROL, request length of 4 GiB", ENROL + "ffffffff 3000", CloseCode.FRAME_MALFORMED),
                frame(
                        "ENROL, code mistyped",
                        ENROL.replace("43414350", "43414351") + "00000002 3000",
                        CloseCode.FRAME_MALFORMED),
                frame(
                        "ENROLLED from a terminal",
                        "00000012 01 09 0000 0000000000000000 00000002 3000",
                        CloseCode.FRAME_UNEXPECTED));
    }

    /** An ENROL with the code, up to its request of two bytes. */
    private static final String ENROL =
            "0000002a 01 08 0000 0000000000000000 43414350 4d524a37 48564146 39565039 56444748 474a4e50 ";

    /** A REQUEST with zeros for certificate and signature. */
    private static String request(String json, String length) {
        int body = FrameCodec.HEADER_BYTES + 4 + json.length() / 2 + 96;
        return String.format("%08x 01 03 0000 0000000000000001 ", body) + length + json + "00".repeat(96);
    }

    private static Wrong frame(String name, String hex, CloseCode close) {
        return new Wrong(name, AFTER_NOTHING, Bytes.of(hex(hex)), close);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private List<Wrong> wrongTerms() {
        String one = "01 00000002 3000";
        return List.of(
                terms("HELLO with a number", "01 01 00000000 0020 00100000" + one, 1, CloseCode.FRAME_MALFORMED),
                terms("HELLO, no version", "00 00000000 0020 00100000" + one, 0, CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, 9 versions",
                        "09 010203040506070809 00000000 0020 00100000" + one,
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms("HELLO, version 0", "01 00 00000000 0020 00100000" + one, 0, CloseCode.FRAME_MALFORMED),
                terms("HELLO, window 0", "01 01 00000000 0000 00100000" + one, 0, CloseCode.FRAME_MALFORMED),
                terms("HELLO, window 1 025", "01 01 00000000 0401 00100000" + one, 0, CloseCode.FRAME_MALFORMED),
                terms("HELLO, frame limit 4 095", "01 01 00000000 0020 00000fff" + one, 0, CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, frame limit 1 048 577",
                        "01 01 00000000 0020 00100001" + one,
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms("HELLO, no certificate", "01 01 00000000 0020 00100000 00", 0, CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, 5 certificates",
                        "01 01 00000000 0020 00100000 05" + "00000002 3000".repeat(5),
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, empty certificate",
                        "01 01 00000000 0020 00100000 01 00000000",
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, certificate of 8 193 bytes",
                        "01 01 00000000 0020 00100000 01 00002001" + "00".repeat(8193),
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, certificate cut",
                        "01 01 00000000 0020 00100000 01 00000003 3000",
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, bytes after the certificates",
                        "01 01 00000000 0020 00100000" + one + "00",
                        0,
                        CloseCode.FRAME_MALFORMED),
                terms(
                        "HELLO, a certificate that is none",
                        "01 01 00000000 0020 00100000" + one,
                        0,
                        CloseCode.SIGNER_UNTRUSTED),
                new Wrong(
                        "HELLO, version 2 only",
                        AFTER_NOTHING,
                        Bytes.of(FrameCodec.encode(hello(List.of(2), vectors.terminalCertificate))),
                        CloseCode.VERSION_UNSUPPORTED),
                new Wrong(
                        "HELLO with a platform's certificate",
                        AFTER_NOTHING,
                        Bytes.of(FrameCodec.encode(hello(List.of(1), vectors.platformCertificate))),
                        CloseCode.SIGNER_UNTRUSTED),
                new Wrong(
                        "a second HELLO",
                        AFTER_HELLO,
                        Bytes.of(FrameCodec.encode(hello(List.of(1), vectors.terminalCertificate))),
                        CloseCode.FRAME_UNEXPECTED));
    }

    private static Wrong terms(String name, String payload, int correlation, CloseCode close) {
        byte[] bytes = hex(payload);
        String header =
                String.format("%08x0101000000000000000000%02x", FrameCodec.HEADER_BYTES + bytes.length, correlation);
        return new Wrong(name, AFTER_NOTHING, Bytes.of(hex(header + Vectors.hex(bytes))), close);
    }

    private List<Wrong> wrongMessages() {
        String sale = new String(messages().get(0), StandardCharsets.UTF_8);
        SignedJson good = request("REQUEST", messages().get(0));
        byte[] changed = good.json().toArray();
        changed[changed.length / 2] ^= 1;
        byte[] halves = good.signature().toArray();
        byte[] swapped = ByteBuffer.allocate(halves.length)
                .put(halves, halves.length / 2, halves.length / 2)
                .put(halves, 0, halves.length / 2)
                .array();
        return List.of(
                message(
                        "REQUEST, one bit of the JSON changed",
                        new SignedJson(Bytes.of(changed), good.certificateId(), good.signature()),
                        CloseCode.SIGNATURE_BROKEN),
                message(
                        "REQUEST, s before r",
                        new SignedJson(good.json(), good.certificateId(), Bytes.of(swapped)),
                        CloseCode.SIGNATURE_BROKEN),
                message(
                        "REQUEST, r and s 0",
                        new SignedJson(good.json(), good.certificateId(), Bytes.of(new byte[64])),
                        CloseCode.SIGNATURE_BROKEN),
                message(
                        "REQUEST that names the platform's certificate",
                        new SignedJson(
                                good.json(),
                                Bytes.of(vectors.platformCertificate.id().bytes()),
                                good.signature()),
                        CloseCode.SIGNATURE_BROKEN),
                message("REQUEST, JSON without an envelope", "{}", CloseCode.MESSAGE_MALFORMED),
                message("REQUEST, no JSON", "", CloseCode.MESSAGE_MALFORMED),
                message("REQUEST, an array", "[" + sale + "]", CloseCode.MESSAGE_MALFORMED),
                message("REQUEST, something after the object", sale + "{}", CloseCode.MESSAGE_MALFORMED),
                message(
                        "REQUEST, a key twice",
                        sale.replaceFirst("\\{", "{\"infno\":\"2102\","),
                        CloseCode.MESSAGE_MALFORMED),
                message(
                        "REQUEST of another institution",
                        sale.replace("\"fixmedins_code\":\"P37010200001\"", "\"fixmedins_code\":\"P37010200002\""),
                        CloseCode.NAME_MISMATCH),
                message(
                        "REQUEST, msgid with another letter",
                        sale.replace(
                                "\"msgid\":\"P3701020000120260302092030A001\"",
                                "\"msgid\":\"P3701020000120260302092030B001\""),
                        CloseCode.NAME_MISMATCH));
    }

    private Wrong message(String name, String json, CloseCode close) {
        return message(name, request(name, json.getBytes(StandardCharsets.UTF_8)), close);
    }

    private static Wrong message(String name, SignedJson message, CloseCode close) {
        return new Wrong(name, AFTER_HELLO, Bytes.of(FrameCodec.encode(new Frame.Request(1, message))), close);
    }

    /** What a platform that trusts the vectors' authority says to these bytes. */
    private List<Frame> platformSays(Wrong wrong) {
        List<Frame> said = new ArrayList<>();
        ServerConnection connection = new ServerConnection(
                new ServerConnection.Platform(
                        MessageSigner.of(TestIdentities.PLATFORM),
                        TrustedSigners.terminals(vectors.anchors),
                        PlatformLimits.USUAL,
                        () -> TestIdentities.NOW,
                        (from, request, signed, reply) -> {},
                        Runnable::run),
                lineCertificate(),
                new Outlet() {
                    @Override
                    public void send(Frame frame) {
                        said.add(frame);
                    }

                    @Override
                    public void close() {}

                    @Override
                    public void cut() {}
                });
        if (wrong.after.equals(AFTER_HELLO)) {
            connection.received(hello(List.of(FrameCodec.VERSION), vectors.terminalCertificate));
        }
        byte[] bytes = wrong.bytes.toArray();
        try {
            int length = ByteBuffer.wrap(bytes).getInt();
            FrameCodec.requireBodyLength(length, FrameCodec.BODY_BYTES_MAX);
            assertEquals(FrameCodec.LENGTH_BYTES + length, bytes.length, wrong.name);
            connection.received(FrameCodec.decode(Arrays.copyOfRange(bytes, FrameCodec.LENGTH_BYTES, bytes.length)));
        } catch (FrameException broken) {
            connection.fail(broken.code(), broken);
        }
        return said;
    }

    private static TrustedCertificate lineCertificate() {
        byte[] anchors = Objects.requireNonNull(TestIdentities.TERMINAL
                .files("for testing only".toCharArray())
                .contents()
                .get(IdentityFiles.LINE_ANCHORS));
        return TrustAnchors.decodePem(anchors)
                .check(TestIdentities.TERMINAL.lineChain(), CertificateUsage.LINE_CLIENT, TestIdentities.NOW);
    }

    private static Map<String, Object> vector(Object... namesAndValues) {
        Map<String, Object> vector = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            vector.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return vector;
    }
}
