package org.yibao.link.message;

import java.time.LocalDateTime;

/**
 * Answer to 9001.
 *
 * @param headinfo the countersignature of the journal
 */
public record SignInOutput(SignNode signinoutb, HeadEcho headinfo) implements AnswerOutput {
    /** @param signNo opaque, at most 30 characters */
    public record SignNode(LocalDateTime signTime, String signNo) {}
}
