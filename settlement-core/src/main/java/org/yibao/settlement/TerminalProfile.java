package org.yibao.settlement;

import org.yibao.benefit.DesignatedInstitution;

/**
 * Which terminal of which institution this is.
 *
 * @param letter the terminal within its institution, given at enrolment
 * @param admdvs division of the place of care ({@code mdtrtarea_admvs}), six digits
 */
public record TerminalProfile(DesignatedInstitution institution, String institutionName, char letter, String admdvs) {
    private static final String PHARMACY = "2";

    /** A pharmacy sells with 2102, an institution settles a visit with 2207. */
    public boolean isPharmacy() {
        return institution.type().equals(PHARMACY);
    }
}
