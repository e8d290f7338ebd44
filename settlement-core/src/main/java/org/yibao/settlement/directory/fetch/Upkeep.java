package org.yibao.settlement.directory.fetch;

import org.yibao.settlement.directory.PartStanding;

/**
 * How a part is kept up to date.
 *
 * @param stale whether it is long since anybody said that the version at hand is the newest
 * @param trouble why the last try came to nothing, for the technician; empty when it did not
 */
public record Upkeep(PartStanding standing, boolean stale, String trouble) {}
