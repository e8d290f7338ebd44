package org.yibao.terminal.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yibao.certs.CertsException;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.LineTls;
import org.yibao.certs.MalformedException;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.enrolment.EnrolmentCall;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.frame.Frame;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.session.LineAddress;
import org.yibao.settlement.Bytes;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code certs enrol}: makes the terminal's keys, and gets and installs their certificates over the line with a one-time
 * code. The keys are stored before anything is sent, so that a repeat is for the same.
 */
@Command(name = "enrol", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class CertsEnrolCommand extends CertsCommands.OnFolder {
    /** TCP and TLS, each. */
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    /** All of it: the platform's desk may be busy, and a person waits here. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(40);

    private static final String STANDARD_INPUT = "-";
    /** A line of it is enough; what else stands there is not read. */
    private static final int CODE_FILE_MAX_BYTES = 1024;

    @Option(names = "--institution", required = true, paramLabel = "CODE")
    private String institution = "";

    @Option(names = "--platform", required = true, paramLabel = "HOST:PORT")
    private String platform = "";

    @Option(names = "--authority", required = true, paramLabel = "FILE")
    private List<Path> authorities = new ArrayList<>();

    @Option(names = "--code-file", required = true, paramLabel = "FILE")
    private String codeFile = "";

    CertsEnrolCommand(Console console) {
        super(console);
    }

    @Override
    int work(CertificatesFolder files, char[] passphrase) throws IOException {
        if (files.holdsIdentity()) {
            return enrolledAlready(TerminalIdentity.open(files.load(), passphrase));
        }
        Optional<LineAddress> address = LineAddress.parse(platform);
        if (address.isEmpty()) {
            console.err()
                    .println(Sentences.of(
                            "command.wrong-call", Sentences.of("command.value", "--platform=HOST:PORT", platform)));
            return ExitCode.WRONG_CALL;
        }
        EnrolmentCode code;
        try {
            code = EnrolmentCode.parse(firstLine());
        } catch (MalformedException mistyped) {
            return failed(EnrolmentFault.ENROLMENT_CODE_MISTYPED);
        }
        LineTls tls;
        try {
            tls = LineTls.enrollingClient(anchors(), InstantSource.system());
        } catch (MalformedException unusable) {
            return failed(EnrolmentFault.ENROLMENT_AUTHORITY_UNUSABLE, String.valueOf(unusable.getMessage()));
        }
        TerminalEnrolment enrolment = stored(files, passphrase);
        Frame.Enrol asked = new Frame.Enrol(code, Bytes.of(enrolment.request().encode()));
        EnrolmentOutcome outcome = outcome(tls, address.get(), asked);
        return outcome instanceof EnrolmentOutcome.Enrolled enrolled
                ? install(files, passphrase, enrolment, enrolled.answer())
                : failed(outcome);
    }

    private int failed(EnrolmentOutcome outcome) {
        if (outcome instanceof EnrolmentOutcome.Refused refused) {
            return failed(EnrolmentFault.ENROLMENT_CODE_REFUSED, refused.reason());
        }
        if (outcome instanceof EnrolmentOutcome.Impostor impostor) {
            return failed(EnrolmentFault.ENROLMENT_PLATFORM_UNTRUSTED, impostor.reason());
        }
        if (outcome instanceof EnrolmentOutcome.Unreached unreached) {
            return failed(EnrolmentFault.ENROLMENT_PLATFORM_UNREACHED, unreached.reason());
        }
        String reason = ((EnrolmentOutcome.Unanswered) outcome).reason();
        return failed(EnrolmentFault.ENROLMENT_UNANSWERED, reason);
    }

    /** A repeat after all went well is no fault, unless it was meant for another institution. */
    private int enrolledAlready(TerminalIdentity identity) {
        if (!identity.name().institutionCode().equals(institution)) {
            return failed(
                    EnrolmentFault.ENROLMENT_OTHER_TERMINAL, identity.name().toString());
        }
        console.out().println(Sentences.of("command.enrolled-already", identity.name(), lastDay(identity)));
        return ExitCode.OK;
    }

    private String firstLine() throws IOException {
        try (InputStream content = codeFile.equals(STANDARD_INPUT)
                ? console.in()
                : new ByteArrayInputStream(CertsCommands.read(Path.of(codeFile)))) {
            String text = new String(content.readNBytes(CODE_FILE_MAX_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        }
    }

    private List<TrustAnchors> anchors() throws IOException {
        List<TrustAnchors> anchors = new ArrayList<>();
        for (Path file : authorities) {
            anchors.add(TrustAnchors.decodePem(CertsCommands.read(file)));
        }
        return anchors;
    }

    private TerminalEnrolment stored(CertificatesFolder files, char[] passphrase) throws IOException {
        if (!files.holdsKeys()) {
            Machine.privateFolder(folder);
            files.write(TerminalEnrolment.begin(institution).files(passphrase));
        }
        return TerminalEnrolment.resume(institution, files.load(), passphrase);
    }

    private static EnrolmentOutcome outcome(LineTls tls, LineAddress address, Frame.Enrol asked) {
        try (NettyClientTransport transport = new NettyClientTransport(tls, CONNECT_WITHIN, suite -> {})) {
            return EnrolmentCall.make(transport, address, asked, ANSWER_WITHIN).join();
        }
    }

    private int install(CertificatesFolder files, char[] passphrase, TerminalEnrolment enrolment, Bytes answer)
            throws IOException {
        try {
            TerminalIdentity identity = enrolment.complete(EnrolmentAnswer.decode(answer.toArray()), Instant.now());
            files.write(identity.files(passphrase));
            console.out()
                    .println(Sentences.of(
                            "command.enrolled", identity.name(), identity.name().letter(), lastDay(identity)));
            return ExitCode.OK;
        } catch (CertsException unusable) {
            return failed(EnrolmentFault.ENROLMENT_ANSWER_UNUSABLE, String.valueOf(unusable.getMessage()));
        }
    }

    /** Of the own certificate that ends first. */
    private static String lastDay(TerminalIdentity identity) {
        Instant line = identity.lineChain().leaf().validity().notAfter();
        Instant signing = identity.signingChain().leaf().validity().notAfter();
        return (line.isBefore(signing) ? line : signing)
                .atZone(ZoneId.systemDefault())
                .toLocalDate()
                .toString();
    }

    private int failed(EnrolmentFault fault, String... details) {
        console.err().println(fault.name() + " " + fault.sentence());
        for (String detail : details) {
            console.err().println("  " + detail);
        }
        return fault.exit();
    }
}
