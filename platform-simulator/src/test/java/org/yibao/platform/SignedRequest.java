package org.yibao.platform;

import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.Request;

/** A complete message and its signed bytes. */
record SignedRequest(Request request, SignedJson signed) {
    Answer read(SignedJson answer) {
        return Answer.decode(request.transaction(), answer.json());
    }
}
