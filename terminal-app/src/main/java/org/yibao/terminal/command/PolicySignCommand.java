package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.KeyStoreFile;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.BundleSignature;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy sign}: puts a publisher's signature beside a policy table. */
@Command(name = "sign", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicySignCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<String> files = new ArrayList<>();

    @Option(names = "--key", required = true, paramLabel = "KEY.p12")
    private Path key = Path.of("");

    @ArgGroup(multiplicity = "1")
    private PassphraseOptions passphrase = new PassphraseOptions();

    @Option(names = "--out", paramLabel = "DIR")
    private @Nullable Path out;

    PolicySignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<BundleFile> bundles = files.stream().map(BundleFile::find).toList();
        try {
            KeyStoreFile keys = keys();
            for (int i = 0; i < bundles.size(); i++) {
                sign(files.get(i), bundles.get(i), keys);
            }
            return ExitCode.OK;
        } catch (IOException refused) {
            console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
            return ExitCode.WRONG_CALL;
        }
    }

    private KeyStoreFile keys() throws IOException {
        char[] secret = passphrase.read();
        try (InputStream content = Files.newInputStream(key)) {
            return KeyStoreFile.decode(content.readNBytes(KeyStoreFile.ENCODED_MAX_BYTES + 1), secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private void sign(String named, BundleFile bundle, KeyStoreFile keys) throws IOException {
        byte[] signature = BundleSignature.sign(bundle, keys);
        Path place = place(named, bundle);
        if (out != null || !Files.exists(place)) {
            Files.createDirectories(place.toAbsolutePath().resolveSibling("."));
            Files.write(place, bundle.content());
        }
        Path signed = place.resolveSibling(place.getFileName() + BundleSignature.SUFFIX);
        Files.write(signed, signature);
        console.out().println(Sentences.of("policy.signed", signed, bundle.digest()));
    }

    /** Where the table itself is, or goes. */
    private Path place(String named, BundleFile bundle) {
        if (out != null) {
            return out.resolve(bundle.name());
        }
        return BundleFile.builtInIds().contains(named) ? Path.of(bundle.name()) : Path.of(named);
    }
}
