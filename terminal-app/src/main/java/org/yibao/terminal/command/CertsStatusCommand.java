package org.yibao.terminal.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.CertificateStanding;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.RevocationList;
import org.yibao.certs.TerminalIdentity;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.text.CertificateSentences;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;

/** {@code certs status}: each certificate with its end, and the revocation lists with their age. */
@Command(name = "status", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class CertsStatusCommand extends CertsCommands.OnFolder {
    CertsStatusCommand(Console console) {
        super(console);
    }

    @Override
    int work(CertificatesFolder folder, char[] passphrase) {
        Instant now = Instant.now();
        IdentityFiles files = folder.load();
        List<CertificateStanding> standings =
                TerminalIdentity.open(files, passphrase).standings(now);
        standings.forEach(this::print);
        List<RevocationList> lists = files.revocations().lists();
        if (lists.isEmpty()) {
            console.out().println(Sentences.of("certs.no-list"));
        }
        lists.forEach(list -> print(list, now));
        if (folder.renewal().holdsKeys()) {
            console.out().println(Sentences.of("certs.renewal-waits"));
        }
        // An authority may end, or begin later, while another stands: what it means shows in the own certificates.
        boolean unusable = standings.stream()
                .anyMatch(standing -> standing.fault().isPresent()
                        && standing.certificate().usage().isPresent());
        return unusable ? ExitCode.REFUSED : ExitCode.OK;
    }

    private void print(CertificateStanding standing) {
        console.out()
                .println(Sentences.of(
                        "certs.standing",
                        CertificateSentences.usage(standing),
                        standing.certificate(),
                        standing.certificate().issuedBy(),
                        day(standing.certificate().validity().notBefore()),
                        day(standing.certificate().validity().notAfter()),
                        standing.daysLeft()));
        CertificateSentences.warning(standing)
                .ifPresent(sentence -> console.out().println("  " + sentence));
    }

    private void print(RevocationList list, Instant now) {
        console.out()
                .println(Sentences.of(
                        "certs.list",
                        list,
                        day(list.thisUpdate()),
                        Duration.between(list.thisUpdate(), now).toDays(),
                        list.size(),
                        day(list.nextUpdate())));
        try {
            list.requireFreshAt(now);
        } catch (CertificateRefusedException stale) {
            console.out().println("  " + CertificateSentences.fault(stale.fault()));
        }
    }

    private static String day(Instant instant) {
        return instant.atZone(ZoneId.systemDefault()).toLocalDate().toString();
    }
}
