package org.yibao.settlement.service;

import java.time.Duration;
import org.yibao.benefit.Amount;

/**
 * Who may buy with the line down, and how much.
 *
 * @param allowed whether this terminal sells offline at all
 * @param perSale highest total of one bill
 * @param snapshotAge how old the platform's last word on the person may be
 */
public record OfflineLimits(boolean allowed, Amount perSale, Duration snapshotAge) {}
