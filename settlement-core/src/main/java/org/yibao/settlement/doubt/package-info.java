/**
 * Asks the platform what became of messages whose outcome is not known (5203), beside the queue, which goes on sending
 * them. {@link org.yibao.settlement.doubt.DoubtWatch} decides, without thread, clock or I/O, what is asked when;
 * {@link org.yibao.settlement.doubt.InquiryRunner} owns the one thread that carries its decisions out.
 */
@NullMarked
package org.yibao.settlement.doubt;

import org.jspecify.annotations.NullMarked;
