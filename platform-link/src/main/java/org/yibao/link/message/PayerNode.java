package org.yibao.link.message;

import org.yibao.benefit.Amount;

/**
 * A family member whose account pays for another person.
 *
 * @param relation SPOUSE, PARENT or CHILD
 * @param balc the balance the terminal knew
 * @param authNo the reference under which the member allowed it
 */
public record PayerNode(String psnNo, String relation, Amount balc, String authNo) {}
