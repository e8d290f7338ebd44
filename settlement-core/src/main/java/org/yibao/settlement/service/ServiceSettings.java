package org.yibao.settlement.service;

import java.time.Duration;
import org.yibao.settlement.TerminalProfile;

/**
 * @param personDeadline how long the platform's word on a person is awaited
 * @param settleDeadline how long the till waits for the platform's word on a sale
 * @param credentialLife how long a credential that was read may be used
 * @param quoteLife how long a quote may be confirmed
 */
public record ServiceSettings(
        TerminalProfile terminal,
        OfflineLimits offline,
        Duration personDeadline,
        Duration settleDeadline,
        Duration credentialLife,
        Duration quoteLife) {}
