package org.yibao.terminal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.yibao.certs.TrustAnchors;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.SignedTrust;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code certs trust}: takes what an authority signed, a revocation list or the announcement of its successor. */
@Command(name = "trust", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class CertsTrustCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--folder", required = true, paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(names = "--authority", paramLabel = "FILE")
    private List<Path> authorities = new ArrayList<>();

    @Parameters(paramLabel = "SIGNED", descriptionKey = "SIGNED")
    private Path signed = Path.of("");

    CertsTrustCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        CertificatesFolder place = CertificatesFolder.at(folder);
        try {
            SignedTrust.Kind taken = SignedTrust.take(place, CertsCommands.read(signed), others(), now);
            boolean lists = taken == SignedTrust.Kind.LISTS;
            console.out().println(Sentences.of(lists ? "certs.list-installed" : "certs.announced"));
            return ExitCode.OK;
        } catch (IOException refused) {
            console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
            return ExitCode.WRONG_CALL;
        }
    }

    private List<TrustAnchors> others() throws IOException {
        List<TrustAnchors> others = new ArrayList<>();
        for (Path authority : authorities) {
            others.add(TrustAnchors.decodePem(CertsCommands.read(authority)));
        }
        return others;
    }
}
