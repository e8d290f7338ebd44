package org.yibao.benefit;

/**
 * The designated institution where the expense occurs.
 *
 * @param code {@code fixmedins_code}, 12 characters on the platform
 * @param type {@code fixmedins_type}: 1 institution, 2 pharmacy
 * @param tier 3, 2, 1 or 0 (ungraded)
 */
public record DesignatedInstitution(String code, String type, String tier) {}
