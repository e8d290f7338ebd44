package org.yibao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Names a terminal.
 *
 * @param institutionCode {@code fixmedins_code}, 12 characters
 * @param letter the terminal within its institution
 */
public record TerminalKey(String institutionCode, char letter) {
    private static final int LETTER_AT = 26;
    private static final int CODE_LENGTH = 12;

    /** From a row with the columns fixmedins_code and letter. */
    static TerminalKey read(ResultSet row) throws SQLException {
        return new TerminalKey(
                row.getString("fixmedins_code"), row.getString("letter").charAt(0));
    }

    /** Whether a message id is one of this terminal's. */
    public boolean owns(String msgid) {
        return msgid.length() > LETTER_AT
                && msgid.substring(0, CODE_LENGTH).equals(institutionCode)
                && msgid.charAt(LETTER_AT) == letter;
    }
}
