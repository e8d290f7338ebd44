package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** 9101. */
public record UploadInput(@JsonProperty("fsUploadIn") Piece fsUploadIn) implements RequestInput {
    /**
     * @param in Base64
     * @param fixmedinsCode the institution that uploads
     * @param fileQuryNo empty for the first piece, then as the answer to it named the file; not in the national interface
     * @param pos of the first byte, from 0; not in the national interface
     */
    public record Piece(String in, String filename, String fixmedinsCode, String fileQuryNo, int pos) {
        @Override
        public String toString() {
            return "Piece[" + fileQuryNo + ", " + pos + "]";
        }
    }
}
