package org.yibao.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;

/**
 * What {@code disk.c} recorded, done again up to some call, and the states in which a loss of power there may leave the
 * disk: what was synced is there; each write since may be there, or not, or some of its sectors, in any order. A sync of
 * a file makes its name durable with it, and names change in the order of their calls, as on the journalling file
 * systems in use. What a failed sync was for is never written later, though it can be read until the power goes.
 */
final class RecordedDisk {
    private static final int WRITE = 1;
    private static final int SYNC = 2;
    private static final int OPEN = 8;
    private static final int UNLINK = 16;
    private static final int RENAME = 64;
    private static final int HEAD_BYTES = 32;

    /** What an opening reads: the rest of the folder is made again, whatever is left of it. */
    private static final Set<String> READ_AGAIN = Set.of(
            "store.db",
            "store.db-wal",
            "store.db-journal",
            "store.db.upgrading",
            "store.db.upgrading-wal",
            "store.db.upgrading-journal");

    private final Map<String, Image> durable = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();
    private final List<Change> calls = new ArrayList<>();
    private int next;

    /** How much of what was not synced a state holds. */
    enum Kept {
        NOTHING,
        ALL,
        SOME_WRITES,
        SOME_SECTORS_OF_512,
        SOME_SECTORS_OF_4096,
        ONLY_THE_LAST_WRITE
    }

    /**
     * @param to the new name of a file that is renamed, else empty
     * @param written null unless it is a write
     */
    record Change(
            int kind,
            String file,
            long offset,
            String to,
            @Nullable Bytes written) {
        boolean isOfNames() {
            return kind == UNLINK || kind == RENAME;
        }

        byte @Nullable [] content() {
            return written == null ? null : written.toArray();
        }

        boolean isWriteTo(String name) {
            return kind == WRITE && file.equals(name);
        }
    }

    /** A disk with these files on it. */
    static RecordedDisk with(Map<String, Path> files) throws IOException {
        RecordedDisk disk = new RecordedDisk();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            disk.durable.put(file.getKey(), new Image(Files.readAllBytes(file.getValue())));
        }
        return disk;
    }

    /** Goes on with what another process did after those before it. */
    void record(Path recording) throws IOException {
        Map<Long, String> names = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(recording)).order(ByteOrder.nativeOrder());
        while (bytes.remaining() >= HEAD_BYTES) {
            int kind = (int) bytes.getLong();
            long file = bytes.getLong();
            long offset = bytes.getLong();
            byte[] content = new byte[(int) bytes.getLong()];
            bytes.get(content);
            if (kind == OPEN) {
                String path = new String(content, StandardCharsets.UTF_8);
                names.put(file, path.substring(path.lastIndexOf('/') + 1));
            } else {
                calls.add(new Change(
                        kind,
                        names.getOrDefault(file, ""),
                        offset,
                        kind == RENAME ? names.getOrDefault(offset, "") : "",
                        kind == WRITE ? Bytes.of(content) : null));
            }
        }
    }

    int calls() {
        return calls.size();
    }

    /** Does the next call again. */
    Change step() {
        Change call = calls.get(next++);
        if (call.kind() != SYNC) {
            if (READ_AGAIN.contains(call.file())) {
                unsynced.add(call);
            }
        } else if (call.offset() == 0) {
            sync(call.file());
        } else {
            unsynced.removeIf(change -> change.isWriteTo(call.file()));
        }
        return call;
    }

    private void sync(String file) {
        for (Change change : List.copyOf(unsynced)) {
            if (change.isOfNames() || change.file().equals(file)) {
                apply(durable, change);
                unsynced.remove(change);
            }
        }
    }

    /** Writes a state that the disk may be in into an empty folder. */
    void leave(Path folder, Kept kept, Random random) throws IOException {
        Map<String, Image> state = new TreeMap<>();
        durable.forEach((file, image) -> state.put(file, image.copy()));
        int names = (int) unsynced.stream().filter(Change::isOfNames).count();
        int changed = random.nextInt(names + 1);
        for (int at = 0; at < unsynced.size(); at++) {
            Change change = unsynced.get(at);
            boolean last = at == unsynced.size() - 1;
            if (change.isOfNames() && kept != Kept.NOTHING) {
                changed--;
                applyIf(kept == Kept.ALL || changed >= 0, state, change);
                continue;
            }
            switch (kept) {
                case NOTHING -> {}
                case ALL -> apply(state, change);
                case SOME_WRITES -> applyIf(random.nextBoolean(), state, change);
                case ONLY_THE_LAST_WRITE -> applyIf(last, state, change);
                case SOME_SECTORS_OF_512 -> tear(state, change, 512, random);
                case SOME_SECTORS_OF_4096 -> tear(state, change, 4_096, random);
            }
        }
        for (Map.Entry<String, Image> file : state.entrySet()) {
            file.getValue().write(folder.resolve(file.getKey()));
        }
    }

    private static void applyIf(boolean there, Map<String, Image> state, Change change) {
        if (there) {
            apply(state, change);
        }
    }

    private static void tear(Map<String, Image> state, Change change, int sector, Random random) {
        byte[] content = change.content();
        if (content == null) {
            applyIf(random.nextBoolean(), state, change);
            return;
        }
        for (int from = 0; from < content.length; ) {
            int to = (int) Math.min(content.length, from + sector - (change.offset() + from) % sector);
            applyIf(
                    random.nextBoolean(),
                    state,
                    new Change(
                            WRITE,
                            change.file(),
                            change.offset() + from,
                            "",
                            Bytes.of(Arrays.copyOfRange(content, from, to))));
            from = to;
        }
    }

    private static void apply(Map<String, Image> state, Change change) {
        byte[] content = change.content();
        if (change.kind() == UNLINK) {
            state.remove(change.file());
            return;
        }
        if (change.kind() == RENAME) {
            Image moved = state.remove(change.file());
            if (moved != null) {
                state.put(change.to(), moved);
            }
            return;
        }
        Image image = state.computeIfAbsent(change.file(), name -> new Image(new byte[0]));
        if (content == null) {
            image.truncate((int) change.offset());
        } else {
            image.write((int) change.offset(), content);
        }
    }

    /** The bytes of a file. */
    private static final class Image {
        private byte[] bytes;
        private int size;

        Image(byte[] bytes) {
            this.bytes = bytes;
            this.size = bytes.length;
        }

        Image copy() {
            return new Image(Arrays.copyOf(bytes, size));
        }

        void truncate(int newSize) {
            reach(newSize);
            if (newSize < size) {
                Arrays.fill(bytes, newSize, size, (byte) 0);
            }
            size = newSize;
        }

        void write(int offset, byte[] content) {
            reach(offset + content.length);
            System.arraycopy(content, 0, bytes, offset, content.length);
            size = Math.max(size, offset + content.length);
        }

        private void reach(int end) {
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
        }

        void write(Path file) throws IOException {
            Files.write(file, Arrays.copyOf(bytes, size));
        }
    }
}
