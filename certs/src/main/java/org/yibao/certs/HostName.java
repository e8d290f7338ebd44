package org.yibao.certs;

import java.util.Locale;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/**
 * A host a line certificate answers for: a DNS name, lower case, without wildcards, or an IP address. Never
 * looked up.
 *
 * @param text for example {@code platform.example}, {@code 127.0.0.1} or {@code ::1}
 */
public record HostName(String text) {
    /** RFC 1035, 2.3.4. */
    public static final int LENGTH_MAX_CHARACTERS = 253;

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    public HostName {
        text = text.toLowerCase(Locale.ROOT);
        if (text.length() > LENGTH_MAX_CHARACTERS
                || !(isAddress(text) || text.matches(LABEL + "(\\." + LABEL + ")*"))) {
            throw new MalformedException("neither a DNS name nor an IP address");
        }
    }

    public static HostName parse(String text) {
        return new HostName(text);
    }

    private static boolean isAddress(String text) {
        return IPAddress.isValidIPv4(text) || IPAddress.isValidIPv6(text);
    }

    GeneralName generalName() {
        return new GeneralName(isAddress(text) ? GeneralName.iPAddress : GeneralName.dNSName, text);
    }
}
