package org.yibao.certs;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Prepared engines of one key, lent to one thread at a time. Preparing one costs as much as three signatures,
 * and an engine holds state; there are never more than threads that once worked at the same moment.
 */
final class Sm2Engines {
    private final boolean forSigning;
    private final CipherParameters parameters;
    private final ConcurrentLinkedQueue<SM2Signer> idle = new ConcurrentLinkedQueue<>();

    Sm2Engines(boolean forSigning, CipherParameters parameters) {
        this.forSigning = forSigning;
        this.parameters = parameters;
        giveBack(prepare());
    }

    SM2Signer lend() {
        SM2Signer engine = idle.poll();
        return engine == null ? prepare() : engine;
    }

    /** Takes back an engine that finished; one that failed half-way is left to the garbage collector. */
    void giveBack(SM2Signer engine) {
        idle.add(engine);
    }

    private SM2Signer prepare() {
        SM2Signer engine = new SM2Signer(PlainDSAEncoding.INSTANCE);
        engine.init(forSigning, parameters);
        return engine;
    }
}
