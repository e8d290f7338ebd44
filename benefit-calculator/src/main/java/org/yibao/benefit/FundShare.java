package org.yibao.benefit;

/**
 * What one fund pays: a row of {@code setldetail}.
 *
 * @param type {@code fund_pay_type}, six digits
 * @param process {@code setl_proc_info}: how it was calculated, in words
 */
public record FundShare(String type, String name, Amount amount, String process) {}
