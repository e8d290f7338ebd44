package org.yibao.certs;

import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * SM3 (GB/T 32905-2016): {@link #digest} for bytes at hand, {@link #start} for bytes that come in pieces.
 *
 * <p>A started digest belongs to one thread and is finished once.
 */
public final class Sm3 {
    private final SM3Digest engine = new SM3Digest();
    private boolean finished;

    private Sm3() {}

    public static Digest digest(byte[] message) {
        return start().update(message).finish();
    }

    public static Sm3 start() {
        return new Sm3();
    }

    public Sm3 update(byte[] piece) {
        return update(piece, 0, piece.length);
    }

    public Sm3 update(byte[] piece, int offset, int length) {
        requireUnfinished();
        engine.update(piece, offset, length);
        return this;
    }

    public Digest finish() {
        requireUnfinished();
        finished = true;
        byte[] digest = new byte[Digest.SIZE_BYTES];
        engine.doFinal(digest, 0);
        return Digest.decode(digest);
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("this digest is finished");
        }
    }
}
