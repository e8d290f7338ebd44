package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Answer to 9102; the national one is the bare file. */
public record DownloadOutput(@JsonProperty("fsDownloadOut") Piece fsDownloadOut) implements AnswerOutput {
    /**
     * @param pos of the first byte
     * @param data Base64
     */
    public record Piece(long pos, String data) {
        @Override
        public String toString() {
            return "Piece[" + pos + "]";
        }
    }
}
