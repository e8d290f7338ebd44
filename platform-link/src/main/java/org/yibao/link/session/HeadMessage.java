package org.yibao.link.session;

import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;

/**
 * A signed 9001 or 9912.
 *
 * @param head the last head that it proves
 * @param whole whether that is the journal's end
 */
public record HeadMessage(MessageId id, SignedJson message, JournalHead head, boolean whole) {}
