package org.yibao.link.message;

import org.yibao.benefit.Amount;

/** @param relation SPOUSE, PARENT or CHILD */
public record FamilyNode(String psnNo, String relation, Amount balc) {}
