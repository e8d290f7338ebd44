package org.yibao.link.message;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.yibao.link.LinkException;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;

/** Signed JSON within JSON: as Base64, in texts of a length that the line allows. */
final class CarriedPieces {
    /** 32 768 characters of Base64, as in a piece of a file. */
    private static final int PIECE_BYTES = 24_576;

    /** What fits into a frame, with room to spare. */
    private static final int PIECES_MAX = 43;

    private CarriedPieces() {}

    static List<String> cut(SignedJson signed) {
        byte[] bytes = signed.encode().toArray();
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE_BYTES));
            pieces.add(Base64.getEncoder().encodeToString(piece));
        }
        return pieces;
    }

    static SignedJson joined(List<String> pieces) {
        if (pieces.size() > PIECES_MAX) {
            throw new MessageException("carrinfo has more than " + PIECES_MAX + " pieces");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            pieces.forEach(piece -> whole.writeBytes(Base64.getDecoder().decode(piece)));
            return SignedJson.decode(Bytes.of(whole.toByteArray()));
        } catch (IllegalArgumentException | LinkException malformed) {
            throw new MessageException("carrinfo is no signed JSON");
        }
    }
}
