package org.yibao.terminal;

import java.io.IOException;
import java.time.Instant;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.terminal.machine.Machine;

/** The key pairs that shall follow those in force, from when they are made to when they take their place. */
public final class Renewal {
    private final CertificatesFolder folder;
    private final TerminalEnrolment waiting;

    private Renewal(CertificatesFolder folder, TerminalEnrolment waiting) {
        this.folder = folder;
        this.waiting = waiting;
    }

    /**
     * Makes the key pairs, on the disk before anybody hears of them, or takes those up again that wait.
     *
     * @throws org.yibao.certs.CertsException when the folder's keys do not open
     */
    public static Renewal begin(CertificatesFolder folder, char[] passphrase) throws IOException {
        TerminalIdentity present = TerminalIdentity.open(folder.load(), passphrase);
        clearWhenOver(folder, present, passphrase);
        String institution = present.name().institutionCode();
        CertificatesFolder renewal = folder.renewal();
        if (!renewal.holdsKeys()) {
            Machine.privateFolder(renewal.path());
            renewal.write(TerminalEnrolment.begin(institution).files(passphrase));
        }
        return new Renewal(folder, TerminalEnrolment.resume(institution, renewal.load(), passphrase));
    }

    /** Takes away key pairs that are in force already: a renewal that was interrupted before its last step. */
    static void clearWhenOver(CertificatesFolder folder, TerminalIdentity present, char[] passphrase)
            throws IOException {
        CertificatesFolder renewal = folder.renewal();
        if (renewal.holdsKeys()
                && TerminalEnrolment.resume(present.name().institutionCode(), renewal.load(), passphrase)
                        .isOver(present)) {
            renewal.clear();
        }
    }

    /** The bytes of the request for the key pairs' certificates. */
    public byte[] request() {
        return waiting.request().encode();
    }

    /**
     * Puts the key pairs with their certificates in the place of those in force.
     *
     * @throws org.yibao.certs.CertsException as {@link TerminalEnrolment#renew}; nothing changed then
     */
    public TerminalIdentity install(EnrolmentAnswer answer, char[] passphrase, Instant now) throws IOException {
        folder.change(files -> waiting.renew(TerminalIdentity.open(files, passphrase), answer, now)
                .files(passphrase));
        folder.renewal().clear();
        return TerminalIdentity.open(folder.load(), passphrase);
    }
}
