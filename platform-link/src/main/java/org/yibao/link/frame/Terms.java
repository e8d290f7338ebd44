package org.yibao.link.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.yibao.settlement.Bytes;

/**
 * What a side offers in HELLO or grants in WELCOME.
 *
 * @param versions protocol versions spoken, 1 to 255 each; WELCOME holds exactly the one chosen
 * @param capabilities bit set of optional features; none is defined in version 1
 * @param window requests that may be in flight at once, 1 to {@value #WINDOW_MAX}
 * @param frameBytesMax longest frame body that this side reads, in bytes
 * @param chain DER of the signing certificate first, then of its issuers up to below the anchor
 */
public record Terms(List<Integer> versions, int capabilities, int window, int frameBytesMax, List<Bytes> chain) {
    public static final int VERSIONS_MAX = 8;
    public static final int WINDOW_MAX = 1024;
    public static final int FRAME_BYTES_LEAST = 4096;
    public static final int CHAIN_MAX = 4;
    public static final int CERTIFICATE_BYTES_MAX = 8192;

    private static final int U8_MAX = 0xff;

    /** @throws FrameException when a value is out of its range */
    public Terms {
        versions = List.copyOf(versions);
        chain = List.copyOf(chain);
        require(!versions.isEmpty() && versions.size() <= VERSIONS_MAX, "1 to 8 versions");
        require(versions.stream().allMatch(v -> v > 0 && v <= U8_MAX), "versions are 1 to 255");
        require(window > 0 && window <= WINDOW_MAX, "a window of 1 to 1024");
        require(frameBytesMax >= FRAME_BYTES_LEAST && frameBytesMax <= FrameCodec.BODY_BYTES_MAX, "a frame limit");
        require(!chain.isEmpty() && chain.size() <= CHAIN_MAX, "a chain of 1 to 4 certificates");
        for (Bytes certificate : chain) {
            require(certificate.length() > 0 && certificate.length() <= CERTIFICATE_BYTES_MAX, "certificate size");
        }
    }

    void write(ByteArrayOutputStream out) {
        out.write(versions.size());
        versions.forEach(out::write);
        byte[] numbers = ByteBuffer.allocate(2 * Integer.BYTES + Short.BYTES)
                .putInt(capabilities)
                .putShort((short) window)
                .putInt(frameBytesMax)
                .array();
        out.writeBytes(numbers);
        out.write(chain.size());
        for (Bytes certificate : chain) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(certificate.length())
                    .array());
            out.writeBytes(certificate.toArray());
        }
    }

    static Terms read(PayloadReader in) {
        int versionCount = in.u8();
        require(versionCount <= VERSIONS_MAX, "1 to 8 versions");
        List<Integer> versions = new ArrayList<>();
        for (int i = 0; i < versionCount; i++) {
            versions.add(in.u8());
        }
        int capabilities = in.i32();
        int window = in.u16();
        int frameBytesMax = in.i32();
        int chainLength = in.u8();
        require(chainLength <= CHAIN_MAX, "a chain of 1 to 4 certificates");
        List<Bytes> chain = new ArrayList<>();
        for (int i = 0; i < chainLength; i++) {
            chain.add(in.bytes(in.length(CERTIFICATE_BYTES_MAX)));
        }
        return new Terms(versions, capabilities, window, frameBytesMax, chain);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new FrameException(CloseCode.FRAME_MALFORMED, "terms need " + rule);
        }
    }
}
