package org.yibao.platform.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.platform.PlatformException;
import org.yibao.platform.ReferencePlatform;
import org.yibao.platform.directory.PublishedFile;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publishes the newest version of a part of the directory, after all of it was checked: a text of"
                + " rows as docs/protocol.md section 6 says; policy bundles, each FILE with its FILE.sig; or revocation"
                + " lists and announcements in PEM. Says the version. The platform may run meanwhile.")
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions options = new FolderOptions();

    @Parameters(index = "0", paramLabel = "PART", description = "${COMPLETION-CANDIDATES}")
    private DirectoryPart part = DirectoryPart.CATALOGUE;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Bytes> contents = contents();
        DirectoryOffer published =
                ReferencePlatform.atPublicationDesk(options.settings(0), desk -> desk.publish(part, contents));
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .println(part + " " + published.version() + " rows " + published.rows() + " bytes "
                            + published.bytes());
        }
        return CommandLine.ExitCode.OK;
    }

    private Map<String, Bytes> contents() {
        Map<String, Bytes> contents = new LinkedHashMap<>();
        for (Path file : files) {
            read(file, contents);
            if (part == DirectoryPart.POLICY_TABLES) {
                read(file.resolveSibling(file.getFileName() + PublishedFile.SIGNATURE_SUFFIX), contents);
            }
        }
        return contents;
    }

    private static void read(Path file, Map<String, Bytes> contents) {
        try (InputStream content = Files.newInputStream(file)) {
            Bytes bytes = Bytes.of(content.readNBytes(PublishedFile.ROWS_BYTES_MAX + 1));
            if (contents.put(String.valueOf(file.getFileName()), bytes) != null) {
                throw new PlatformException("two files are named " + file.getFileName());
            }
        } catch (IOException e) {
            throw new PlatformException(file + " cannot be read", e);
        }
    }
}
