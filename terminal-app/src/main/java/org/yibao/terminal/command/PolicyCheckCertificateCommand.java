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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.certificate.check.CertificateChecker;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;
import org.yibao.terminal.configuration.Configuration;
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

    private static final Pattern ROW = Pattern.compile("/(?:basis|derivation)/(steps|lines|parameters)/(\\d+)");

    private final Console console;

    @Parameters(paramLabel = "SETTLEMENT|FILE", arity = "1..*")
    private List<String> names = new ArrayList<>();

    @Option(names = "--jsonl")
    private boolean lines;

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    PolicyCheckCertificateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean agreed = true;
        for (String name : names) {
            Optional<MessageId> settlement = StoredSettlement.id(name);
            if (settlement.isPresent() && config == null) {
                console.err().println(Sentences.of("command.wrong-call", Sentences.of("explain.config-needed")));
                return ExitCode.WRONG_CALL;
            }
            try {
                agreed &= (settlement.isPresent() && config != null) ? check(settlement.get(), config) : check(name);
            } catch (IOException | InvalidPathException unreadable) {
                console.err().println(Sentences.of("command.unreadable", name));
                return ExitCode.WRONG_CALL;
            }
        }
        return agreed ? ExitCode.OK : ExitCode.REFUSED;
    }

    private boolean check(String file) throws IOException {
        try (InputStream certificates = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
            return check(file, new BufferedInputStream(certificates));
        }
    }

    /** That the certificate is one of this settlement's bill is more than its own arithmetic can tell. */
    private boolean check(MessageId id, Path configuration) {
        Optional<Settlement> found = StoredSettlement.find(id, Configuration.load(configuration, System.getenv()));
        if (found.isEmpty()) {
            console.err().println(Sentences.of("explain.no-settlement", id.value()));
            return false;
        }
        Bytes certificate = found.get().sale().certificate();
        if (certificate == null) {
            console.out().println(Sentences.of("certificate.none", id.value()));
            return false;
        }
        BenefitBreakdown kept = found.get().sale().quote().breakdown();
        return tell(id.value(), certificate.toArray()) instanceof Verdict.Agreed agreed && isOf(kept, agreed, id);
    }

    private boolean isOf(BenefitBreakdown kept, Verdict.Agreed agreed, MessageId id) {
        boolean same = agreed.medfeeFen() == kept.medfeeSumamt().fen()
                && agreed.fundFen() == kept.fundPaySumamt().fen();
        if (!same) {
            console.out()
                    .println(Sentences.of("certificate.other", id.value(), kept.medfeeSumamt(), kept.fundPaySumamt()));
        }
        return same;
    }

    /** A file holds one certificate, or one a line; a last line feed belongs to neither. */
    private boolean check(String file, InputStream certificates) throws IOException {
        boolean agreed = true;
        int line = 1;
        do {
            byte[] certificate = next(certificates);
            agreed &= tell(lines ? file + ":" + line : file, certificate) instanceof Verdict.Agreed;
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

    private Verdict tell(String name, byte[] certificate) {
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
                                    "certificate.difference",
                                    each.path(),
                                    row(each.path()),
                                    each.stated(),
                                    each.derived())));
        } else {
            Verdict.Unreadable unreadable = (Verdict.Unreadable) verdict;
            String fault =
                    Sentences.of("certificate.fault." + unreadable.fault().name());
            console.out().println(Sentences.of("certificate.unreadable", name, unreadable.path(), fault));
        }
        return verdict;
    }

    /** In which step, line or parameter a difference stands, counted as people count; empty elsewhere. */
    private static String row(String path) {
        Matcher row = ROW.matcher(path);
        return row.lookingAt()
                ? Sentences.of("certificate.row." + row.group(1), Integer.toString(Integer.parseInt(row.group(2)) + 1))
                : "";
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, FEN_DIGITS).toPlainString();
    }
}
