package org.yibao.link.session;

import java.util.List;
import org.yibao.link.identity.MessageVerifier;
import org.yibao.settlement.Bytes;

/** Judges a platform's signing chain by the day of the calendar, of which a session knows nothing. */
@FunctionalInterface
public interface PlatformTrust {
    /**
     * @param chain DER, the signer first
     * @throws org.yibao.link.identity.UntrustedException when it is not a platform's, or not now
     */
    MessageVerifier verifier(List<Bytes> chain);
}
