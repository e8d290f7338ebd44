package org.yibao.emulators;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A code scanner behind a device file: each code is followed by CR. */
public final class EmulatedScanner implements AutoCloseable {
    private static final String LINE_END = "\r";

    private final EmulatedPort port;

    private EmulatedScanner(EmulatedPort port) {
        this.port = port;
    }

    /**
     * Plugs a scanner in.
     *
     * @param link the path a driver opens; replaced when it is a symbolic link, refused when it is anything else
     * @throws EmulatorException when that cannot be done, as on an operating system without pseudo-terminals
     */
    public static EmulatedScanner at(Path link) {
        return new EmulatedScanner(new EmulatedPort(link));
    }

    /** Whether devices can be emulated on this operating system. */
    public static boolean supported() {
        return PseudoTerminal.supported();
    }

    public Path path() {
        return port.link();
    }

    /** @throws EmulatorException when it is unplugged; so do the other ways to scan */
    public void scan(String code) {
        send(code + LINE_END);
    }

    /** Codes without a line end between them. */
    public void scanGlued(String... codes) {
        send(String.join("", codes) + LINE_END);
    }

    /** The first half of a code, without a line end. */
    public void scanHalf(String code) {
        send(code.substring(0, code.length() / 2));
    }

    /** Bytes as they are. */
    public void send(byte... bytes) {
        port.write(bytes);
    }

    private void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void unplug() {
        port.unplug();
    }

    /** Plugs in again, as another device file behind the same path. */
    public void replug() {
        port.plug();
    }

    EmulatedPort port() {
        return port;
    }

    /** Unplugs for good. */
    @Override
    public void close() {
        port.close();
    }
}
