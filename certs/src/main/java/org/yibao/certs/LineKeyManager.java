package org.yibao.certs;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jsse.BCX509ExtendedKeyManager;
import org.bouncycastle.jsse.BCX509Key;
import org.jspecify.annotations.Nullable;

/**
 * Shows the first of our own keys that the peer can judge. The TLS library's own managers know no key type for
 * {@code sm2sig_sm3}, so that it is told by a key of our own; an alias is the key type itself.
 */
final class LineKeyManager extends BCX509ExtendedKeyManager {
    private final List<LineCredential> credentials;

    LineKeyManager(List<LineCredential> credentials) {
        this.credentials = credentials;
    }

    private @Nullable LineCredential first(String... keyTypes) {
        List<String> wanted = Arrays.asList(keyTypes);
        return credentials.stream()
                .filter(each -> wanted.contains(each.getKeyType()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String alias(String... keyTypes) {
        LineCredential found = first(keyTypes);
        return found == null ? null : found.getKeyType();
    }

    @Override
    public @Nullable BCX509Key chooseEngineClientKeyBC(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return first(keyTypes);
    }

    @Override
    public @Nullable BCX509Key chooseEngineServerKeyBC(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return first(keyTypes);
    }

    @Override
    protected @Nullable BCX509Key getKeyBC(String keyType, String alias) {
        return first(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        LineCredential found = first(alias);
        return found == null ? null : found.getPrivateKey();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        LineCredential found = first(alias);
        return found == null ? null : found.getCertificateChain();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String found = alias(keyType);
        return found == null ? null : new String[] {found};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }
}
