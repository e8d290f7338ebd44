package org.yibao.link.message;

/** Answer to 9912. */
public record HeadOutput(HeadEcho headinfo) implements AnswerOutput {}
