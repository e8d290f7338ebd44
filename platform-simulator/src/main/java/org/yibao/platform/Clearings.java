package org.yibao.platform;

import org.yibao.settlement.PlatformAnswer.Clearing;
import org.yibao.settlement.TerminalProfile;

/** Under which key a settlement is cleared and reconciled. The values are the reference platform's own. */
final class Clearings {
    /** {@code clr_way}: by item. */
    private static final String BY_ITEM = "1";

    private static final String OUTPATIENT = "11";
    private static final String PHARMACY = "41";

    private Clearings() {}

    static Clearing of(TerminalProfile terminal) {
        return new Clearing(terminal.admdvs(), BY_ITEM, terminal.isPharmacy() ? PHARMACY : OUTPATIENT);
    }
}
