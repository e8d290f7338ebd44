package org.yibao.link.message;

import java.time.LocalDateTime;

/** Answer to 3202. */
public record StatementDetailsOutput(File fileinfo) implements AnswerOutput {
    /**
     * The file with the platform's rows, which 9102 fetches.
     *
     * @param byteCnt its length; not in the national node
     * @param digest {@code sm3:} and 64 digits; not in the national node
     */
    public record File(String fileQuryNo, String filename, LocalDateTime dldEndtime, int byteCnt, String digest) {}
}
