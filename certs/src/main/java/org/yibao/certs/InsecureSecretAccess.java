package org.yibao.certs;

/**
 * The token a caller must show to get secret bytes in clear.
 *
 * <p>It grants nothing and guards nothing at run time; it makes every such place findable by searching for
 * this name.
 */
public final class InsecureSecretAccess {
    private static final InsecureSecretAccess TOKEN = new InsecureSecretAccess();

    private InsecureSecretAccess() {}

    /** The token; whoever calls this must say why in a comment. */
    public static InsecureSecretAccess get() {
        return TOKEN;
    }
}
