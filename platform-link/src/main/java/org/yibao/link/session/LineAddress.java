package org.yibao.link.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.certs.CertsException;
import org.yibao.certs.HostName;

/**
 * Where a platform takes connections.
 *
 * @param host its line certificate must name it
 * @param port 1 to {@value #PORT_MAX}
 */
public record LineAddress(HostName host, int port) {
    public static final int PORT_MAX = 65_535;

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)]|([^:\\[\\]]+)):(\\d{1,5})");

    /** {@code host:port}; an IPv6 address in brackets. Empty when the text is none. */
    public static Optional<LineAddress> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts.group(3));
        if (port < 1 || port > PORT_MAX) {
            return Optional.empty();
        }
        String bracketed = parts.group(1);
        try {
            return Optional.of(new LineAddress(HostName.parse(bracketed == null ? parts.group(2) : bracketed), port));
        } catch (CertsException noHost) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String text = host.text();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
    }
}
