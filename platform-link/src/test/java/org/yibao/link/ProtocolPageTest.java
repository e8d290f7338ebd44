package org.yibao.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.yibao.certs.Sm3;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.FrameKind;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerMapper;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DirectoryOutput;
import org.yibao.link.message.DownloadOutput;
import org.yibao.link.message.InquiryOutput;
import org.yibao.link.message.Request;
import org.yibao.link.message.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;

/** {@code docs/protocol.md} says what the code does. */
class ProtocolPageTest {
    private final String page;

    ProtocolPageTest() throws IOException {
        page = Files.readString(Path.of("..", "docs", "protocol.md"));
    }

    @Test
    void theFramesOfThePageAreFrames() {
        List<FrameKind> kinds = blocks("hex").stream()
                .map(text -> HexFormat.of().parseHex(text.replaceAll("\\s", "")))
                .map(ProtocolPageTest::readExactly)
                .map(Frame::kind)
                .toList();
        assertEquals(List.of(FrameKind.PING, FrameKind.HELLO, FrameKind.CLOSE, FrameKind.ENROL), kinds);
    }

    private static Frame readExactly(byte[] bytes) {
        Frame frame = FrameCodec.decode(Arrays.copyOfRange(bytes, FrameCodec.LENGTH_BYTES, bytes.length));
        assertArrayEquals(bytes, FrameCodec.encode(frame));
        return frame;
    }

    @Test
    void theMessagesOfThePageAreTheCodesOwn() {
        List<Bytes> messages = blocks("json").stream()
                .map(text -> Bytes.of(text.replace("\n", "").getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertEquals(messages.get(0), Request.decode(messages.get(0)).encode());
        Answer answer = Answer.decode(Transaction.PHARMACY_SETTLE, messages.get(1));
        assertEquals(messages.get(1), answer.encode());
        assertEquals(Samples.booked(1), AnswerMapper.platformAnswer(answer));
    }

    @Test
    void theDirectoryOfThePageIsOfferedAndFetched() throws IOException {
        List<Bytes> messages = blocks("json").stream()
                .map(text -> Bytes.of(text.replace("\n", "").getBytes(StandardCharsets.UTF_8)))
                .toList();
        for (int question : new int[] {2, 4}) {
            Request asked = Request.decode(messages.get(question));
            assertEquals(messages.get(question), asked.encode());
            Answer answer = Answer.decode(asked.transaction(), messages.get(question + 1));
            assertEquals(messages.get(question + 1), answer.encode());
            assertEquals(asked.id().value(), answer.header().msgid());
        }
        DirectoryOffer offer = assertInstanceOf(
                        Offer.Newer.class, DirectoryMapper.offer(DirectoryPart.CATALOGUE, "0", (DirectoryOutput)
                                output(Transaction.CATALOGUE, messages.get(3))))
                .offer();
        Bytes file = DirectoryMapper.bytes(
                (DownloadOutput) output(Transaction.DOWNLOAD, messages.get(5)), 0, Math.toIntExact(offer.bytes()));
        assertEquals(offer.digest(), Sm3.digest(file.toArray()).hex());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.toArray()))) {
            assertEquals(
                    "catalogue.txt", Objects.requireNonNull(zip.getNextEntry()).getName());
            String[] row = new String(zip.readAllBytes(), StandardCharsets.UTF_8).split("\t", -1);
            assertEquals(List.of("XA01BCD00000000000001", "null\n"), List.of(row[0], row[8]));
        }
    }

    @Test
    void theInquiryOfThePageIsTheCodesOwn() {
        List<String> texts =
                blocks("json").stream().map(text -> text.replace("\n", "")).toList();
        String asked = texts.stream()
                .filter(text -> text.startsWith("{\"infno\":\"5203\""))
                .findFirst()
                .orElseThrow();
        Bytes question = Bytes.of(asked.getBytes(StandardCharsets.UTF_8));
        assertEquals(question, Request.decode(question).encode());
        Bytes said = Bytes.of(texts.get(texts.indexOf(asked) + 1).getBytes(StandardCharsets.UTF_8));
        Answer answer = Answer.decode(Transaction.INQUIRY, said);
        assertEquals(said, answer.encode());
        InquiryOutput output = assertInstanceOf(InquiryOutput.class, ((Answer.Done) answer).output());
        assertEquals(InquiryOutput.Standing.BARRED, output.stmtinfo().standing());
    }

    private static AnswerOutput output(Transaction asked, Bytes json) {
        return ((Answer.Done) Answer.decode(asked, json)).output();
    }

    @Test
    void thePageListsEveryCodeKindTransactionAndLimit() {
        for (CloseCode code : CloseCode.values()) {
            assertTrue(page.contains("| " + code.number() + " | " + code.name() + " |"), code.name());
        }
        for (FrameKind kind : FrameKind.values()) {
            assertTrue(page.contains("| " + kind.number() + " | " + kind.name() + " |"), kind.name());
        }
        for (Transaction transaction : Transaction.values()) {
            assertTrue(page.contains(transaction.infno()), transaction.name());
        }
        for (long limit : new long[] {
            FrameCodec.BODY_BYTES_MAX,
            SignedJson.JSON_BYTES_MAX,
            DirectoryGateway.PIECE_BYTES_MAX,
            DirectoryOffer.BYTES_MAX,
            Frame.Enrol.REQUEST_BYTES_MAX,
            Frame.Enrolled.ANSWER_BYTES_MAX
        }) {
            String text = String.format("%,d", limit).replace(',', ' ');
            assertTrue(page.contains(text), text);
        }
    }

    private List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)\n```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
