package org.yibao.benefit.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * What the publisher of a bundle says it changes, over recorded requests answered under the table before and
 * under this one.
 *
 * @param from only requests whose {@code begntime} is on this day or later; null for all
 * @param before only requests whose {@code begntime} is before this day; null for all
 * @param scheme only requests of this scheme; null for all
 * @param changesMax how many of those answers may differ; null when it says nothing of their number
 * @param fundChange by how much what the funds pay of those requests may change in all; null when it says nothing
 *     of it
 */
public record Expectation(
        Origin origin,
        String title,
        @Nullable LocalDate from,
        @Nullable LocalDate before,
        @Nullable String scheme,
        @Nullable Integer changesMax,
        @Nullable FundChange fundChange) {

    /** Both included; what the funds pay less is negative. */
    public record FundChange(Amount min, Amount max) {}
}
