package org.yibao.certs;

import java.util.Optional;

/**
 * A suite that an end of the line offers.
 *
 * @param anchors whom this end trusts in it
 * @param credential what it shows in it; empty for a terminal that is not enrolled yet
 */
record LineOffer(LineSuite suite, TrustAnchors anchors, Optional<LineCredential> credential) {}
