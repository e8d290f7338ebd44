package org.yibao.link.message;

import java.util.Arrays;
import java.util.Optional;

/** The transactions of version 1, under the interface's numbers. */
public enum Transaction {
    SIGN_IN("9001", SignInInput.class, SignInOutput.class),
    SIGN_OUT("9002", SignOutInput.class, SignOutOutput.class),
    HEAD("9912", HeadInput.class, HeadOutput.class),
    RENEWAL("9911", RenewalInput.class, RenewalOutput.class),
    PERSON("1101", PersonInput.class, PersonOutput.class),
    CATALOGUE("1301", DirectoryInput.class, DirectoryOutput.class),
    PRICE_CEILINGS("1318", DirectoryInput.class, DirectoryOutput.class),
    SELF_PAY_RATIOS("1319", DirectoryInput.class, DirectoryOutput.class),
    DICTIONARY("1901", DirectoryInput.class, DirectoryOutput.class),
    STOP_LIST("9921", DirectoryInput.class, DirectoryOutput.class),
    POLICY_TABLES("9922", DirectoryInput.class, DirectoryOutput.class),
    TRUST("9923", DirectoryInput.class, DirectoryOutput.class),
    INQUIRY("5203", InquiryInput.class, InquiryOutput.class),
    DOWNLOAD("9102", DownloadInput.class, DownloadOutput.class),
    PHARMACY_SETTLE("2102", PharmacySettleInput.class, SettleOutput.class),
    PHARMACY_VOID("2103", VoidInput.class, SettleOutput.class),
    CLINIC_SETTLE("2207", ClinicSettleInput.class, SettleOutput.class),
    CLINIC_VOID("2208", VoidInput.class, SettleOutput.class),
    REVERSAL("2601", ReversalInput.class, ReversalOutput.class),
    STATEMENT_TOTALS("3201", StatementTotalsInput.class, StatementTotalsOutput.class),
    STATEMENT_DETAILS("3202", StatementDetailsInput.class, StatementDetailsOutput.class),
    UPLOAD("9101", UploadInput.class, UploadOutput.class),
    CARRIED("9931", CarriedInput.class, CarriedOutput.class);

    private final String infno;
    private final Class<? extends RequestInput> input;
    private final Class<? extends AnswerOutput> output;

    Transaction(String infno, Class<? extends RequestInput> input, Class<? extends AnswerOutput> output) {
        this.infno = infno;
        this.input = input;
        this.output = output;
    }

    public String infno() {
        return infno;
    }

    /** Whether a record of the terminal's journal holds its messages. */
    public boolean movesMoney() {
        return MoneyInput.class.isAssignableFrom(input);
    }

    Class<? extends RequestInput> input() {
        return input;
    }

    Class<? extends AnswerOutput> output() {
        return output;
    }

    public static Optional<Transaction> of(String infno) {
        return Arrays.stream(values()).filter(t -> t.infno.equals(infno)).findFirst();
    }
}
