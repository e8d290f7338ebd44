package org.yibao.certs;

/**
 * A terminal as certificates name it: {@code H37010200001-A}.
 *
 * @param institutionCode the institution's code, 12 characters of {@code 0-9 A-Z}
 * @param letter the terminal within its institution, one of {@code 0-9 A-Z}, given at enrolment
 */
public record TerminalName(String institutionCode, char letter) {
    private static final String INSTITUTION = "[0-9A-Z]{12}";
    private static final String LETTER = "[0-9A-Z]";

    public TerminalName {
        requireInstitutionCode(institutionCode);
        if (!String.valueOf(letter).matches(LETTER)) {
            throw new MalformedException("a terminal's letter is one of 0-9 A-Z");
        }
    }

    static String requireInstitutionCode(String code) {
        if (!code.matches(INSTITUTION)) {
            throw new MalformedException("an institution's code has 12 characters of 0-9 A-Z");
        }
        return code;
    }

    /**
     * Reads {@code H37010200001-A}.
     *
     * @throws MalformedException for any other form
     */
    public static TerminalName parse(String text) {
        if (!text.matches(INSTITUTION + "-" + LETTER)) {
            throw new MalformedException("a terminal is named by 12 characters, a hyphen and a letter");
        }
        return new TerminalName(text.substring(0, text.length() - 2), text.charAt(text.length() - 1));
    }

    @Override
    public String toString() {
        return institutionCode + "-" + letter;
    }
}
