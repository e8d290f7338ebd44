package org.yibao.link.message;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Answer to 1301 and its like: a file to be fetched by 9102, or that there is none because the version at hand is
 * the newest. Nullable components are there exactly when there is a file.
 *
 * @param fileQuryNo at most 40 characters; empty without a file
 * @param filename at most 100 characters
 * @param dldEndTime until when the file is kept at least
 * @param dataCnt rows of the file, or its entries where it has no rows; 0 without a file
 * @param ver of the file, or the version at hand; at most 40 characters; not in the national interface
 * @param byteCnt length of the file; not in the national interface
 * @param digest {@code sm3:} and 64 hexadecimal digits over the file; not in the national interface
 */
public record DirectoryOutput(
        String fileQuryNo,
        @Nullable String filename,
        @Nullable LocalDateTime dldEndTime,
        long dataCnt,
        String ver,
        @Nullable Long byteCnt,
        @Nullable String digest)
        implements AnswerOutput {}
