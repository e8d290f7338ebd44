package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Answer to 9101. */
public record UploadOutput(@JsonProperty("fsUploadOut") Taken fsUploadOut) implements AnswerOutput {
    /** @param fileQuryNo under which 3202 names the file */
    public record Taken(String fileQuryNo, String filename, String fixmedinsCode) {}
}
