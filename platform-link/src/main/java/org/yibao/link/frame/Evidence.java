package org.yibao.link.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yibao.settlement.Bytes;

/**
 * A signed answer and who signed it, so that a stranger who trusts the authority alone can judge it later.
 *
 * @param chain DER as WELCOME showed it, the signing certificate first
 */
public record Evidence(SignedJson answer, List<Bytes> chain) {
    public Evidence {
        chain = List.copyOf(chain);
    }

    /** The signed JSON's encoding, then each certificate after its length in 4 bytes. */
    public Bytes encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(answer.encode().toArray());
        for (Bytes certificate : chain) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(certificate.length())
                    .array());
            out.writeBytes(certificate.toArray());
        }
        return Bytes.of(out.toByteArray());
    }

    /**
     * Reads what {@link #encode} wrote, and a signed JSON alone, which an older program kept.
     *
     * @throws FrameException for anything else
     */
    public static Evidence decode(Bytes bytes) {
        PayloadReader in = new PayloadReader(ByteBuffer.wrap(bytes.toArray()));
        SignedJson answer = SignedJson.read(in);
        List<Bytes> chain = new ArrayList<>();
        while (in.hasMore()) {
            chain.add(in.bytes(in.length(Terms.CERTIFICATE_BYTES_MAX)));
        }
        return new Evidence(answer, chain);
    }
}
