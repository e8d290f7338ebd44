/**
 * The platform's directory as a terminal keeps it: catalogue, ceilings, ratios, dictionaries, stop list, policy
 * tables and whom to trust, each part fetched in pieces, verified, and taken as a whole.
 */
@NullMarked
package org.yibao.settlement.directory;

import org.jspecify.annotations.NullMarked;
