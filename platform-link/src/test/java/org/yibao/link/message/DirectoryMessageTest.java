package org.yibao.link.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;

/** Questions for versions and pieces, and their answers, through their JSON. */
class DirectoryMessageTest {
    private static final String AT_HAND = "2026-03-01.1";
    private static final DirectoryOffer OFFER = new DirectoryOffer(
            DirectoryPart.CATALOGUE, "1301-7", "plc", "2026-03-02.1", 50_000, 6_000_000, "0f".repeat(32));

    private static Request request(Transaction transaction, RequestInput input) {
        RequestHeader.Sender sender = new RequestHeader.Sender(Samples.pharmacy(), Samples.OPERATOR, "", "S-1");
        return Request.of(
                RequestHeader.of(transaction, Samples.id(Samples.pharmacy(), 9), sender, Samples.COUNTER_TIME), input);
    }

    private static Bytes answer(Transaction asked, RequestInput input, AnswerOutput output) {
        AnswerHeader header = AnswerHeader.done(
                request(asked, input).header(),
                "370100202603020920300000000001",
                TestIdentities.NOW,
                TestIdentities.NOW);
        return new Answer.Done(header, output).encode();
    }

    private static Bytes offered() {
        return answer(
                Transaction.CATALOGUE,
                DirectoryMapper.query(AT_HAND),
                DirectoryMapper.newer(OFFER, Samples.COUNTER_TIME));
    }

    private static Offer read(Bytes json) {
        Answer.Done done = (Answer.Done) Answer.decode(Transaction.CATALOGUE, json);
        return DirectoryMapper.offer(DirectoryPart.CATALOGUE, AT_HAND, (DirectoryOutput) done.output());
    }

    private static Bytes changed(Bytes json, String change) {
        String text = new String(json.toArray(), StandardCharsets.UTF_8);
        String[] parts = change.split("->", 2);
        assertTrue(text.contains(parts[0]), text);
        return Bytes.of(text.replace(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(DirectoryPart.class)
    void everyPartHasItsQuestion(DirectoryPart part) {
        Request asked = request(DirectoryMapper.asks(part), DirectoryMapper.query(AT_HAND));

        Request decoded = Request.decode(asked.encode());

        assertEquals(asked, decoded);
        assertEquals(part, DirectoryMapper.part(decoded.transaction()));
        assertEquals(AT_HAND, DirectoryMapper.version((DirectoryInput) decoded.input()));
    }

    @Test
    void offerComesBackWhole() {
        assertEquals(new Offer.Newer(OFFER), read(offered()));
    }

    @Test
    void newestVersionComesBackAsTheSame() {
        DirectoryInput question = DirectoryMapper.query(AT_HAND);

        assertEquals(new Offer.Same(), read(answer(Transaction.CATALOGUE, question, DirectoryMapper.same(AT_HAND))));
        Bytes ofAnother = answer(Transaction.CATALOGUE, question, DirectoryMapper.same("2026-03-02.1"));
        assertThrows(MessageException.class, () -> read(ofAnother));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ver\":\"2026-03-02.1\"->\"ver\":\"2026-03-01.1\"",
                "\"ver\":\"2026-03-02.1\"->\"ver\":\"0\"",
                "\"ver\":\"2026-03-02.1\"->\"ver\":\"\"",
                "\"ver\":\"2026-03-02.1\"->\"ver\":\"01234567890123456789012345678901234567890\"",
                "\"ver\":\"2026-03-02.1\",->",
                "\"file_qury_no\":\"1301-7\",->",
                "\"file_qury_no\":\"1301-7\"->\"file_qury_no\":\"\"",
                "\"file_qury_no\":\"1301-7\"->\"file_qury_no\":\"01234567890123456789012345678901234567890\"",
                "\"filename\":\"plc\",->",
                "\"filename\":\"plc\"->\"filename\":\"\"",
                "\"dld_end_time\":\"2026-03-02 09:20:30\",->",
                "\"data_cnt\":50000->\"data_cnt\":-1",
                "\"data_cnt\":50000->\"data_cnt\":null",
                "\"byte_cnt\":6000000,->",
                "\"byte_cnt\":6000000->\"byte_cnt\":0",
                "\"byte_cnt\":6000000->\"byte_cnt\":-1",
                "\"byte_cnt\":6000000->\"byte_cnt\":67108865",
                "\"byte_cnt\":6000000->\"byte_cnt\":9223372036854775808",
                "\"byte_cnt\":6000000->\"byte_cnt\":6000000.5",
                "\"byte_cnt\":6000000->\"byte_cnt\":\"6000000\"",
                "\"digest\":\"sm3:0f->\"digest\":\"sm3:0F",
                "\"digest\":\"sm3:0f->\"digest\":\"sha:0f",
                "\"digest\":\"sm3:0f->\"digest\":\"sm3:f",
                "\"digest\":->\"other\":",
                "\"output\":{->\"outputs\":{",
            })
    void offerThatIsNotWholeOrNotToTheQuestionIsNoOffer(String change) {
        Bytes wrong = changed(offered(), change);

        assertThrows(MessageException.class, () -> read(wrong));
    }

    @Test
    void longestPieceFitsIntoAMessageAndComesBack() {
        byte[] bytes = new byte[DirectoryGateway.PIECE_BYTES_MAX];
        new Random(9102).nextBytes(bytes);
        long position = 40L << 20;
        DownloadInput input = DirectoryMapper.download(OFFER, "P37010200001", position, bytes.length);
        Request asked = request(Transaction.DOWNLOAD, input);

        assertEquals(asked, Request.decode(asked.encode()));
        assertEquals(Bytes.of(bytes), piece(piece(input, position, bytes), position, bytes.length));
    }

    private static Bytes piece(DownloadInput input, long position, byte[] bytes) {
        return answer(Transaction.DOWNLOAD, input, DirectoryMapper.piece(position, Bytes.of(bytes)));
    }

    private static Bytes piece(Bytes json, long position, int length) {
        Answer.Done done = (Answer.Done) Answer.decode(Transaction.DOWNLOAD, json);
        return DirectoryMapper.bytes((DownloadOutput) done.output(), position, length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"pos\":6->\"pos\":7",
                "\"pos\":6->\"pos\":6.0",
                "\"pos\":6->\"pos\":null",
                "\"data\":\"YWJj\"->\"data\":\"YWI=\"",
                "\"data\":\"YWJj\"->\"data\":\"YWJjZA==\"",
                "\"data\":\"YWJj\"->\"data\":\"\"",
                "\"data\":\"YWJj\"->\"data\":\"YWJ\"",
                "\"data\":\"YWJj\"->\"data\":\"YW Jj\"",
                "\"data\":\"YWJj\"->\"data\":7",
                "\"fsDownloadOut\"->\"fsdownloadout\"",
            })
    void pieceThatIsNotTheOneAskedForIsNone(String change) {
        DownloadInput input = DirectoryMapper.download(OFFER, "P37010200001", 6, 3);
        Bytes right = piece(input, 6, "abc".getBytes(StandardCharsets.UTF_8));
        assertEquals(Bytes.of("abc".getBytes(StandardCharsets.UTF_8)), piece(right, 6, 3));

        Bytes wrong = changed(right, change);

        assertThrows(MessageException.class, () -> piece(wrong, 6, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"pos\":6->\"pos\":\"6\"",
                "\"pos\":6->\"pos\":1e3",
                "\"pos\":6->\"pos\":9223372036854775808",
                "\"pos\":6,->",
                "\"len\":3->\"len\":2147483648",
                "\"len\":3->\"len\":null",
                "\"fixmedins_code\":\"P37010200001\",\"pos\"->\"pos\"",
                "\"file_qury_no\":\"1301-7\"->\"file_qury_no\":1301",
                "\"fsDownloadIn\"->\"fs_download_in\"",
            })
    void questionForAPieceIsReadStrictly(String change) {
        Bytes right = request(Transaction.DOWNLOAD, DirectoryMapper.download(OFFER, "P37010200001", 6, 3))
                .encode();

        assertThrows(MessageException.class, () -> Request.decode(changed(right, change)));
    }
}
