package org.yibao.emulators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds requests in what a driver writes. */
final class RequestFrames {
    private static final int REQUEST_BYTES = 10;

    private byte[] pending = new byte[0];

    /** @return command and parameter of each request; nothing at all for one with a wrong checksum */
    List<byte[]> received(byte[] bytes) {
        int before = pending.length;
        pending = Arrays.copyOf(pending, before + bytes.length);
        System.arraycopy(bytes, 0, pending, before, bytes.length);

        List<byte[]> requests = new ArrayList<>();
        int at = 0;
        while (at + REQUEST_BYTES <= pending.length) {
            if (!begins(at)) {
                at++;
                continue;
            }
            boolean intact = (pending[at + 6] ^ pending[at + 7] ^ pending[at + 8]) == pending[at + 9];
            requests.add(intact ? Arrays.copyOfRange(pending, at + 7, at + 9) : new byte[0]);
            at += REQUEST_BYTES;
        }
        pending = Arrays.copyOfRange(pending, at, pending.length);
        return requests;
    }

    private boolean begins(int at) {
        return pending[at] == (byte) 0xAA
                && pending[at + 1] == (byte) 0xAA
                && pending[at + 2] == (byte) 0xAA
                && pending[at + 3] == (byte) 0x96
                && pending[at + 4] == 0x69
                && pending[at + 5] == 0
                && pending[at + 6] == 3;
    }
}
