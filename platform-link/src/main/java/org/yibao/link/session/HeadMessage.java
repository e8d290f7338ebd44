package org.yibao.link.session;

import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;

/**
 * A signed 9001.
 *
 * @param head the journal's end that its JSON names
 */
public record SignOn(MessageId id, SignedJson message, JournalHead head) {}
