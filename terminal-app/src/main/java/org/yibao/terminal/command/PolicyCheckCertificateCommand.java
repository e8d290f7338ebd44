package org.yibao.terminal.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.certs.Sm3;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy check-certificate}: works the figures of certificates of calculation out again. */
@Command(
        name = "check-certificate",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true)
final class PolicyCheckCertificateCommand implements Callable<Integer> {
    /** One past what a certificate may have, so that a longer one is refused and not cut. */
    private static final int KEPT_BYTES = CertificateChecker.BYTES_MAX + 1;

    private static final int FEN_DIGITS = 2;

    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<String> files = new ArrayList<>();

    @Option(names = "--jsonl")
    private boolean lines;

    PolicyCheckCertificateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean agreed = true;
        for (String file : files) {
            try (InputStream certificates = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
                agreed &= check(file, new BufferedInputStream(certificates));
            } catch (IOException | InvalidPathException unreadable) {
                console.err().println(Sentences.of("command.unreadable", file));
                return ExitCode.WRONG_CALL;
            }
        }
        return agreed ? ExitCode.OK : ExitCode.REFUSED;
    }

    /** A file holds one certificate, or one a line; a last line feed belongs to neither. */
    private boolean check(String file, InputStream certificates) throws IOException {
        boolean agreed = true;
        int line = 1;
        do {
            byte[] certificate = next(certificates);
            agreed &= tell(lines ? file + ":" + line : file, certificate);
            line++;
        } while (hasMore(certificates));
        return agreed;
    }

    private byte[] next(InputStream certificates) throws IOException {
        ByteArrayOutputStream certificate = new ByteArrayOutputStream();
        for (int next = certificates.read(); next >= 0; next = certificates.read()) {
            if (next == '\n' && (lines || !hasMore(certificates))) {
                break;
            }
            if (certificate.size() < KEPT_BYTES) {
                certificate.write(next);
            }
        }
        return certificate.toByteArray();
    }

    private static boolean hasMore(InputStream certificates) throws IOException {
        certificates.mark(1);
        boolean more = certificates.read() >= 0;
        certificates.reset();
        return more;
    }

    private boolean tell(String name, byte[] certificate) {
        Verdict verdict =
                CertificateChecker.check(certificate, bytes -> Sm3.digest(bytes).toString());
        if (verdict instanceof Verdict.Agreed agreed) {
            console.out()
                    .println(Sentences.of(
                            "certificate.agreed",
                            name,
                            agreed.day(),
                            agreed.scheme(),
                            agreed.lines(),
                            agreed.steps(),
                            agreed.figures(),
                            yuan(agreed.medfeeFen()),
                            yuan(agreed.fundFen()),
                            yuan(agreed.personFen()),
                            agreed.digest()));
        } else if (verdict instanceof Verdict.Differs differs) {
            console.out()
                    .println(Sentences.of(
                            "certificate.differs", name, differs.differences().size()));
            differs.differences()
                    .forEach(each -> console.out()
                            .println(Sentences.of(
                                    "certificate.difference", each.path(), each.stated(), each.derived())));
        } else {
            Verdict.Unreadable unreadable = (Verdict.Unreadable) verdict;
            String fault =
                    Sentences.of("certificate.fault." + unreadable.fault().name());
            console.out().println(Sentences.of("certificate.unreadable", name, unreadable.path(), fault));
        }
        return verdict instanceof Verdict.Agreed;
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, FEN_DIGITS).toPlainString();
    }
}
