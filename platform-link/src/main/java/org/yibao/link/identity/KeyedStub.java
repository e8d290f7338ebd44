package org.yibao.link.identity;

import org.yibao.settlement.Bytes;

/**
 * Stands for SM2 where a simulation has millions of messages to sign: the one signature of these bytes under this
 * certificate. It proves nothing to anybody else. Certificates are judged all the same; only their messages' signatures
 * are its own.
 */
@FunctionalInterface
public interface KeyedStub {
    /**
     * @param certificateId SM3 of the signing certificate's DER
     * @return as long as the line's signatures, 64 bytes
     */
    byte[] signature(Bytes certificateId, byte[] json);
}
