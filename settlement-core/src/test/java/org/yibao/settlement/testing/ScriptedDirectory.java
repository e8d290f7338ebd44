package org.yibao.settlement.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;

/** A platform's directory in memory, which answers at once. */
public final class ScriptedDirectory implements DirectoryGateway {
    private final Function<Bytes, String> digest;
    private final Map<DirectoryPart, DirectoryOffer> newest = new EnumMap<>(DirectoryPart.class);
    private final Map<String, Bytes> files = new HashMap<>();
    private boolean online = true;

    /** @param digest of a file, 64 hexadecimal digits */
    public ScriptedDirectory(Function<Bytes, String> digest) {
        this.digest = digest;
    }

    /** @param rows {@code data_cnt} */
    public synchronized DirectoryOffer publish(DirectoryPart part, Bytes file, long rows) {
        String sm3 = digest.apply(file);
        DirectoryOffer offer =
                new DirectoryOffer(part, part + "-" + sm3.substring(0, 16), "plc", sm3, rows, file.length(), sm3);
        files.put(offer.fileQueryNumber(), file);
        newest.put(part, offer);
        return offer;
    }

    /** Keeps no file that a newer one replaced. */
    public synchronized void forgetReplaced() {
        files.keySet()
                .removeIf(number -> newest.values().stream()
                        .noneMatch(offer -> offer.fileQueryNumber().equals(number)));
    }

    public synchronized void online(boolean now) {
        online = now;
    }

    public synchronized boolean online() {
        return online;
    }

    @Override
    public synchronized CompletionStage<Offer> ask(DirectoryPart part, String version, Duration deadline) {
        DirectoryOffer offer = newest.get(part);
        if (!online) {
            return CompletableFuture.completedFuture(new Offer.Unreachable("the line is down"));
        }
        return CompletableFuture.completedFuture(
                offer == null || offer.version().equals(version) ? new Offer.Same() : new Offer.Newer(offer));
    }

    @Override
    public synchronized CompletionStage<Piece> fetch(
            DirectoryOffer offer, long position, int length, Duration deadline) {
        if (!online) {
            return CompletableFuture.completedFuture(new Piece.Unreachable("the line is down"));
        }
        Bytes file = files.get(offer.fileQueryNumber());
        if (file == null) {
            return CompletableFuture.completedFuture(new Piece.Refused("FILE_GONE", "文件已失效"));
        }
        boolean inside = position >= 0
                && length >= 1
                && length <= PIECE_BYTES_MAX
                && position <= file.length()
                && length <= file.length() - position;
        return CompletableFuture.completedFuture(
                inside ? new Piece.Came(cut(file, position, length)) : new Piece.Refused("RANGE", "没有这一段"));
    }

    private static Bytes cut(Bytes file, long position, int length) {
        return Bytes.of(Arrays.copyOfRange(file.toArray(), (int) position, (int) position + length));
    }
}
