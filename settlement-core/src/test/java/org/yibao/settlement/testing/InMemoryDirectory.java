package org.yibao.settlement.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.PartRow;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.DirectoryStore;
import org.yibao.settlement.port.StopList;

/** The directory in memory. */
public final class InMemoryDirectory implements DirectoryStore, Catalogue, StopList {
    private final Function<Bytes, String> digest;
    private final Map<DirectoryPart, PartStanding> standings = new EnumMap<>(DirectoryPart.class);
    private final Map<DirectoryPart, Instant> offeredAt = new EnumMap<>(DirectoryPart.class);
    private final Map<DirectoryPart, byte[]> pieces = new EnumMap<>(DirectoryPart.class);
    private final Map<DirectoryPart, Map<String, List<PartRow>>> rows = new EnumMap<>(DirectoryPart.class);

    /** @param digest of a file, 64 hexadecimal digits */
    public InMemoryDirectory(Function<Bytes, String> digest) {
        this.digest = digest;
    }

    @Override
    public synchronized PartStanding standing(DirectoryPart part) {
        return standings.getOrDefault(part, PartStanding.nothing(part));
    }

    @Override
    public synchronized void confirmed(DirectoryPart part, Instant now) {
        PartStanding before = standing(part);
        stand(before.version(), before, before.activated(), now, before.rows(), "");
    }

    private void stand(
            String version,
            PartStanding before,
            @Nullable Instant activated,
            @Nullable Instant confirmed,
            long count,
            String refusal) {
        DirectoryPart part = before.part();
        pieces.remove(part);
        offeredAt.remove(part);
        standings.put(part, new PartStanding(part, version, count, activated, confirmed, null, 0, refusal));
    }

    @Override
    public synchronized long offered(DirectoryOffer offer, Instant now) {
        PartStanding before = standing(offer.part());
        DirectoryOffer other = before.offer();
        boolean same = other != null && other.digest().equals(offer.digest()) && other.bytes() == offer.bytes();
        if (!same) {
            pieces.remove(offer.part());
        }
        offeredAt.put(offer.part(), now);
        here(before, offer);
        return standing(offer.part()).bytesHere();
    }

    private void here(PartStanding before, DirectoryOffer offer) {
        standings.put(
                before.part(),
                new PartStanding(
                        before.part(),
                        before.version(),
                        before.rows(),
                        before.activated(),
                        before.confirmed(),
                        offer,
                        pieces.getOrDefault(before.part(), new byte[0]).length,
                        before.refusal()));
    }

    @Override
    public synchronized void kept(DirectoryPart part, long position, Bytes piece) {
        PartStanding before = standing(part);
        DirectoryOffer offer = before.offer();
        if (offer == null || before.bytesHere() != position || position + piece.length() > offer.bytes()) {
            throw new IllegalStateException("not the piece that comes next: " + part + " " + position);
        }
        byte[] here = pieces.getOrDefault(part, new byte[0]);
        byte[] longer = Arrays.copyOf(here, here.length + piece.length());
        System.arraycopy(piece.toArray(), 0, longer, here.length, piece.length());
        pieces.put(part, longer);
        here(before, offer);
    }

    @Override
    public synchronized List<PackedFile> files(DirectoryPart part) {
        DirectoryOffer offer = whole(part);
        try {
            List<PackedFile> files = PartFile.files(new ByteArrayInputStream(pieces.getOrDefault(part, new byte[0])));
            requireCount(offer, files.size());
            return files;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private DirectoryOffer whole(DirectoryPart part) {
        DirectoryOffer offer = standing(part).offer();
        if (offer == null || standing(part).bytesHere() != offer.bytes()) {
            throw new IllegalStateException("no file is here whole: " + part);
        }
        if (!digest.apply(Bytes.of(pieces.getOrDefault(part, new byte[0]))).equals(offer.digest())) {
            throw new PartFileException("the file's digest is not the one that was offered");
        }
        return offer;
    }

    @Override
    public synchronized void activated(DirectoryPart part, Instant now) {
        DirectoryOffer offer = whole(part);
        if (PartFile.hasRows(part)) {
            rows.put(part, read(part, offer));
        }
        stand(offer.version(), standing(part), now, offeredAt.get(part), offer.rows(), "");
    }

    private Map<String, List<PartRow>> read(DirectoryPart part, DirectoryOffer offer) {
        Map<String, List<PartRow>> read = new HashMap<>();
        long count;
        try {
            count = PartFile.rows(part, new ByteArrayInputStream(pieces.getOrDefault(part, new byte[0])), row -> {
                if (!counts(row)) {
                    return;
                }
                List<PartRow> same = read.computeIfAbsent(codeOf(row), code -> new ArrayList<>());
                if (same.stream().anyMatch(other -> overlap(other, row))) {
                    throw new PartFileException("rows of one code overlap in their days");
                }
                same.add(row);
            });
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        requireCount(offer, count);
        return read;
    }

    private static void requireCount(DirectoryOffer offer, long count) {
        if (count != offer.rows()) {
            throw new PartFileException(count + " rows or files instead of " + offer.rows());
        }
    }

    private static boolean overlap(PartRow one, PartRow other) {
        return !ended(one, other.from()) && !ended(other, one.from());
    }

    private static boolean ended(PartRow row, LocalDate day) {
        LocalDate until = row.until();
        return until != null && until.isBefore(day);
    }

    private static boolean counts(PartRow row) {
        return !(row instanceof PartRow.Ceiling ceiling && !ceiling.valid())
                && !(row instanceof PartRow.Ratio ratio && !ratio.valid())
                && !(row instanceof PartRow.Term term && !term.valid());
    }

    private static String codeOf(PartRow row) {
        if (row instanceof PartRow.Item item) {
            return item.code();
        } else if (row instanceof PartRow.Ceiling ceiling) {
            return ceiling.code();
        } else if (row instanceof PartRow.Ratio ratio) {
            return ratio.code();
        } else if (row instanceof PartRow.Term term) {
            return term.dictionary() + " " + term.value();
        }
        return ((PartRow.Stopped) row).psnNo();
    }

    @Override
    public synchronized void refused(DirectoryPart part, String reason) {
        PartStanding before = standing(part);
        stand(before.version(), before, before.activated(), before.confirmed(), before.rows(), reason);
    }

    private <T extends PartRow> Optional<T> inForce(DirectoryPart part, Class<T> kind, String code, LocalDate day) {
        return rows.getOrDefault(part, Map.of()).getOrDefault(code, List.of()).stream()
                .filter(row -> !row.from().isAfter(day) && !ended(row, day))
                .map(kind::cast)
                .findFirst();
    }

    @Override
    public synchronized Optional<Item> find(String code, LocalDate day) {
        BigDecimal proportion = inForce(DirectoryPart.SELF_PAY_RATIOS, PartRow.Ratio.class, code, day)
                .map(PartRow.Ratio::proportion)
                .orElse(null);
        BigDecimal ceiling = inForce(DirectoryPart.PRICE_CEILINGS, PartRow.Ceiling.class, code, day)
                .map(PartRow.Ceiling::amount)
                .orElse(null);
        return inForce(DirectoryPart.CATALOGUE, PartRow.Item.class, code, day)
                .map(row -> new Item(
                        row.code(),
                        row.name(),
                        row.listType(),
                        row.level(),
                        proportion,
                        ceiling,
                        row.procured(),
                        row.equipment(),
                        row.wellness()));
    }

    @Override
    public synchronized boolean stops(String psnNo, LocalDate day) {
        return inForce(DirectoryPart.STOP_LIST, PartRow.Stopped.class, psnNo, day)
                .isPresent();
    }
}
