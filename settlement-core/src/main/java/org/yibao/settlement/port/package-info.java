/**
 * What the business needs from outside, worded in the business: stores, the platform, readers, the encoder of
 * messages. Adapters implement these interfaces and never see each other. Each interface says which thread
 * calls it; each has one contract suite that every implementation passes.
 */
@NullMarked
package org.yibao.settlement.port;

import org.jspecify.annotations.NullMarked;
