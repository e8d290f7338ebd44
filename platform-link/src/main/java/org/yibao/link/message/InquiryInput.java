package org.yibao.link.message;

/** 5203; the national one asks by {@code setl_id}, which nobody knows whose answer was lost. */
public record InquiryInput(Target data) implements RequestInput {
    /** @param omsgid message id of a settlement or void */
    public record Target(String omsgid) {}
}
