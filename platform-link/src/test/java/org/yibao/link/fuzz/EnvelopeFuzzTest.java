package org.yibao.link.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerMapper;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DirectoryOutput;
import org.yibao.link.message.DownloadOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.Request;
import org.yibao.link.message.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryPart;

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

    private static void asMoney(Answer read) {
        try {
            AnswerMapper.platformAnswer(read);
        } catch (MessageException refused) {
            return;
        }
    }

    /** An output of the directory is an offer or a piece, whatever was asked, or is refused. */
    private static void asDirectory(Answer read) {
        if (!(read instanceof Answer.Done done)) {
            return;
        }
        try {
            if (done.output() instanceof DirectoryOutput output) {
                DirectoryMapper.offer(DirectoryPart.CATALOGUE, DirectoryMapper.NO_VERSION, output);
            } else if (done.output() instanceof DownloadOutput output) {
                DirectoryMapper.bytes(output, 0, 3);
            }
        } catch (MessageException refused) {
            return;
        }
    }

    private static void asAnswer(Transaction asked, Bytes json) {
        Answer read;
        try {
            read = Answer.decode(asked, json);
        } catch (MessageException refused) {
            return;
        }
        asMoney(read);
        asDirectory(read);
        assertEquals(read.header().msgid(), Answer.decodeEcho(json));
        Bytes written = read.encode();
        assertEquals(written, Answer.decode(asked, written).encode());
    }
}
