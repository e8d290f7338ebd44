package org.yibao.settlement.directory;

/** What a terminal keeps a copy of, each part whole and under one version of the platform's. */
public enum DirectoryPart {
    /** 1301: what may be sold or done, and in which class. */
    CATALOGUE,
    /** 1318: up to which price an item counts. */
    PRICE_CEILINGS,
    /** 1319: which proportion of an item the person bears first. */
    SELF_PAY_RATIOS,
    /** 1901: code values and their names. */
    DICTIONARY,
    /** Whom nobody serves off line. */
    STOP_LIST,
    /** Signed policy bundles. */
    POLICY_TABLES,
    /** Revocation lists, and announcements of an authority's successor. */
    TRUST
}
