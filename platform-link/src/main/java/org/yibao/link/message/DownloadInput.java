package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** 9102. */
public record DownloadInput(@JsonProperty("fsDownloadIn") Span fsDownloadIn) implements RequestInput {
    /**
     * @param fileQuryNo as offered
     * @param filename as offered
     * @param fixmedinsCode the institution that asks
     * @param pos of the first byte, from 0; not in the national interface
     * @param len bytes; not in the national interface
     */
    public record Span(String fileQuryNo, String filename, String fixmedinsCode, long pos, int len) {}
}
