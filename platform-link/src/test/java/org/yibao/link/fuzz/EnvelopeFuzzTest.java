package org.yibao.link.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerMapper;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.Request;
import org.yibao.link.message.Transaction;
import org.yibao.settlement.Bytes;

/** Any bytes as the JSON of a request or an answer: refused, or read so that what is written again says the same. */
final class EnvelopeFuzzTest {
    @FuzzTest
    void anyBytesAreAMessageOrRefused(byte[] bytes) {
        Bytes json = Bytes.of(bytes);
        asRequest(json);
        for (Transaction asked : Transaction.values()) {
            asAnswer(asked, json);
        }
    }

    private static void asRequest(Bytes json) {
        Request read;
        try {
            read = Request.decode(json);
        } catch (MessageException refused) {
            return;
        }
        assertEquals(read.header(), Request.decodeHeader(json));
        Bytes written = read.encode();
        assertEquals(written, Request.decode(written).encode());
    }

    private static void asAnswer(Transaction asked, Bytes json) {
        Answer read;
        try {
            read = Answer.decode(asked, json);
            AnswerMapper.platformAnswer(read);
        } catch (MessageException refused) {
            return;
        }
        assertEquals(read.header().msgid(), Answer.decodeEcho(json));
        Bytes written = read.encode();
        assertEquals(written, Answer.decode(asked, written).encode());
    }
}
