package org.yibao.platform.cli;

import org.yibao.benefit.DesignatedInstitution;
import org.yibao.platform.PlatformException;
import org.yibao.settlement.TerminalProfile;
import picocli.CommandLine.Option;

/** Options of the commands that make a terminal known. */
final class ProfileOptions {
    @Option(names = "--institution", required = true, paramLabel = "CODE", description = "fixmedins_code.")
    private String institution = "";

    @Option(names = "--letter", required = true, paramLabel = "A", description = "Terminal within the institution.")
    private char letter;

    @Option(names = "--name", required = true, description = "fixmedins_name.")
    private String name = "";

    @Option(names = "--type", required = true, description = "fixmedins_type: 1 institution, 2 pharmacy.")
    private String type = "";

    @Option(names = "--tier", required = true, description = "3, 2, 1 or 0 (ungraded).")
    private String tier = "";

    @Option(names = "--admdvs", required = true, description = "Division of the place of care, six digits.")
    private String admdvs = "";

    TerminalProfile profile() {
        boolean sound = type.matches("[12]") && tier.matches("[0-3]") && admdvs.matches("\\d{6}") && !name.isBlank();
        if (!sound) {
            throw new PlatformException("type is 1 or 2, tier 0 to 3, admdvs six digits, name not empty");
        }
        return new TerminalProfile(new DesignatedInstitution(institution, type, tier), name, letter, admdvs);
    }
}
