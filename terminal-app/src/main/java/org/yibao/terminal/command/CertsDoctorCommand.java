package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yibao.certs.SignatureConvention;
import org.yibao.certs.SignatureConvention.Encoding;
import org.yibao.certs.SignatureConvention.Identity;
import org.yibao.certs.SignatureConvention.LastLine;
import org.yibao.certs.SignatureConvention.LineEnds;
import org.yibao.certs.SignatureConvention.Numbers;
import org.yibao.certs.SignatureConvention.TextForm;
import org.yibao.certs.SignatureConvention.Wrapping;
import org.yibao.certs.SignatureDiagnosis;
import org.yibao.certs.SignatureDoctor;
import org.yibao.certs.Sm2UserId;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code certs doctor}: in which convention somebody signed a message. It tells; it accepts nothing. */
@Command(name = "doctor", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class CertsDoctorCommand implements Callable<Integer> {
    /** What the line takes. */
    private static final SignatureConvention AGREED = new SignatureConvention(
            Wrapping.BINARY,
            Numbers.RAW,
            false,
            Identity.DEFAULT,
            Optional.empty(),
            new TextForm(Encoding.AS_IT_IS, LineEnds.AS_THEY_ARE, LastLine.AS_IT_IS));

    private final Console console;

    @Option(names = "--message", required = true, paramLabel = "FILE")
    private Path message = Path.of("");

    @Option(names = "--signature", required = true, paramLabel = "FILE")
    private Path signature = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE")
    private Path key = Path.of("");

    @Option(names = "--user-id", paramLabel = "TEXT")
    private List<String> userIds = new ArrayList<>();

    CertsDoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<Sm2UserId, String> named = new LinkedHashMap<>();
        userIds.stream()
                .filter(text -> !text.isEmpty())
                .forEach(text -> named.put(Sm2UserId.of(text.getBytes(StandardCharsets.UTF_8)), text));
        try {
            return tell(
                    SignatureDoctor.diagnose(
                            read(message, SignatureDoctor.MESSAGE_MAX_BYTES),
                            read(signature, SignatureDoctor.SIGNATURE_MAX_BYTES),
                            SignatureDoctor.key(CertsCommands.read(key)),
                            List.copyOf(named.keySet())),
                    named);
        } catch (IOException refused) {
            console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
            return ExitCode.WRONG_CALL;
        }
    }

    private static byte[] read(Path file, int bytesMax) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(bytesMax + 1);
        }
    }

    private int tell(SignatureDiagnosis found, Map<Sm2UserId, String> named) {
        if (found instanceof SignatureDiagnosis.Signed signed) {
            SignatureConvention convention = signed.convention();
            boolean agreed = convention.equals(AGREED);
            say(agreed ? "doctor.agreed" : "doctor.other-convention");
            say("doctor.wrapping", text(convention.wrapping()));
            say("doctor.numbers", text(convention.numbers()));
            say(convention.swapped() ? "doctor.swapped" : "doctor.in-order");
            say(
                    "doctor.identity",
                    text(convention.identity()),
                    convention.userId().map(named::get).orElse(""));
            say("doctor.encoding", text(convention.text().encoding()));
            say("doctor.line-ends", text(convention.text().lineEnds()));
            say("doctor.last-line", text(convention.text().lastLine()));
            return agreed ? ExitCode.OK : ExitCode.REFUSED;
        }
        say(found instanceof SignatureDiagnosis.WrongKey ? "doctor.wrong-key" : "doctor.malformed");
        return ExitCode.REFUSED;
    }

    private void say(String sentence, Object... arguments) {
        console.out().println(Sentences.of(sentence, arguments));
    }

    private static String text(Enum<?> constant) {
        return Sentences.of("doctor." + constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }
}
