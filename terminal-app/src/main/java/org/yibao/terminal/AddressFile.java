package org.yibao.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.machine.Machine;

/**
 * Says where the running terminal's API is: {@code address.json} in the store's folder, there while the terminal
 * answers. Only the owner of the store's lock touches it.
 */
final class AddressFile implements AutoCloseable {
    static final String NAME = "address.json";

    private final Path file;

    private AddressFile(Path file) {
        this.file = file;
    }

    /** Takes away what a terminal that was killed left behind. */
    static AddressFile in(Path folder) {
        AddressFile file = new AddressFile(folder.resolve(NAME));
        file.close();
        return file;
    }

    void write(String address, Path tokenFile) {
        String json = "{\"address\":%s,\"token_file\":%s,\"pid\":%d}%n"
                .formatted(
                        quoted(address),
                        quoted(tokenFile.toString()),
                        ProcessHandle.current().pid());
        try {
            Machine.writePrivate(file, json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException refused) {
            throw unusable(refused);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private StartException unusable(IOException refused) {
        return new StartException(
                FaultCode.STORE_FOLDER_UNUSABLE, List.of(file + " " + Machine.reason(refused)), refused);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            throw unusable(refused);
        }
    }
}
