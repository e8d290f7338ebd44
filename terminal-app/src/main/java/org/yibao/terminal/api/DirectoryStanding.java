package org.yibao.terminal.api;

import java.util.List;
import org.yibao.settlement.directory.fetch.Upkeep;

/**
 * How the copy of the platform's directory stands.
 *
 * @param waiting policy tables that the platform sent and nobody activated, such as {@code jinan-in-force@2026.1}
 */
public record DirectoryStanding(List<Upkeep> parts, List<String> waiting) {}
