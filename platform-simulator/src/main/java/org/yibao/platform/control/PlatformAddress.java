package org.yibao.platform.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.yibao.platform.PlatformException;
import org.yibao.platform.PrivateFile;

/**
 * Where a running platform is found: the file {@value #FILE} of its folder.
 *
 * @param token for the control; not shown
 * @param enrolPort where terminals are enrolled over the line; empty where they are not
 */
public record PlatformAddress(String host, int port, int controlPort, String token, OptionalInt enrolPort) {
    public static final String FILE = "platform.json";

    private static final JsonMapper JSON = new JsonMapper();

    /** Writes it where only the owner can read it. */
    public void write(Path folder) {
        ObjectNode address = JSON.createObjectNode()
                .put("host", host)
                .put("port", port)
                .put("control_port", controlPort)
                .put("control_token", token);
        enrolPort.ifPresent(open -> address.put("enrol_port", open));
        String text = address.toPrettyString() + "\n";
        PrivateFile.write(folder.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes it away: no platform is found there any more. */
    public static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new PlatformException(FILE + " cannot be removed", e);
        }
    }

    /** @throws PlatformException when no platform wrote it there */
    public static PlatformAddress load(Path folder) {
        try {
            JsonNode file = JSON.readTree(Files.readAllBytes(folder.resolve(FILE)));
            return new PlatformAddress(
                    file.path("host").asText(),
                    file.path("port").asInt(),
                    file.path("control_port").asInt(),
                    file.path("control_token").asText(),
                    file.has("enrol_port")
                            ? OptionalInt.of(file.path("enrol_port").asInt())
                            : OptionalInt.empty());
        } catch (IOException e) {
            throw new PlatformException("no platform runs in " + folder, e);
        }
    }

    @Override
    public String toString() {
        String enrolment = enrolPort.isPresent() ? " enrolment " + host + ":" + enrolPort.getAsInt() : "";
        return "platform " + host + ":" + port + " control 127.0.0.1:" + controlPort + enrolment;
    }
}
