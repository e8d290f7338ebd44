package org.yibao.link.message;

/** 9912, not in the national interface: the journal went on. */
public record HeadInput(HeadNode headinfo) implements RequestInput {}
