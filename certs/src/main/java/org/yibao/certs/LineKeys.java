package org.yibao.certs;

/** A key pair of the line with its chain, and whom its holder trusts at the other end in the same suite. */
record LineKeys(KeyStoreFile keyStore, TrustAnchors anchors) {
    static LineKeys open(IdentityFiles files, String keys, String anchors, char[] passphrase) {
        return new LineKeys(KeyStoreFile.decode(files.content(keys), passphrase), files.anchors(anchors));
    }

    Certificate leaf() {
        return keyStore.requireChain().leaf();
    }

    Curve curve() {
        return keyStore.keyPair().curve();
    }
}
