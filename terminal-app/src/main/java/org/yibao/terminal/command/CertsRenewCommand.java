package org.yibao.terminal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.Renewal;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code certs renew}: makes new keys beside those in use, and asks for their certificates. */
@Command(name = "renew", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class CertsRenewCommand extends CertsCommands.OnFolder {
    @Option(names = "--out", required = true, paramLabel = "FILE")
    private Path out = Path.of("");

    CertsRenewCommand(Console console) {
        super(console);
    }

    @Override
    int work(CertificatesFolder files, char[] passphrase) throws IOException {
        Files.write(out, Renewal.begin(files, passphrase).request());
        console.out().println(Sentences.of("command.request-made", out));
        return ExitCode.OK;
    }
}
