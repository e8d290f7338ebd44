package org.yibao.settlement.service;

import java.time.Duration;
import java.util.Set;
import org.yibao.benefit.Amount;

/**
 * Who may buy with the line down, and how much. Amounts are totals of bills ({@code medfee_sumamt}).
 *
 * @param allowed whether this terminal sells offline at all
 * @param perSale highest total of one bill
 * @param perPersonDay highest sum of one person's bills of one day without the platform's word
 * @param terminal highest sum of all bills without the platform's word
 * @param snapshotAge how old the platform's last word on the person may be
 * @param contactAge how long ago the platform may have answered last
 * @param credentials which {@code mdtrt_cert_type} may buy; never 01, which only the platform can check
 * @param excludedMedTypes which {@code med_type} is not sold
 * @param freshStopList whether a stale stop list forbids all
 */
public record OfflineLimits(
        boolean allowed,
        Amount perSale,
        Amount perPersonDay,
        Amount terminal,
        Duration snapshotAge,
        Duration contactAge,
        Set<String> credentials,
        Set<String> excludedMedTypes,
        boolean freshStopList) {
    public OfflineLimits {
        credentials = Set.copyOf(credentials);
        excludedMedTypes = Set.copyOf(excludedMedTypes);
    }
}
