package org.yibao.settlement.directory.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.testing.InMemoryDirectory;
import org.yibao.settlement.testing.PartFiles;
import org.yibao.settlement.testing.ScriptedDirectory;
import org.yibao.settlement.testing.Sha256;

final class DirectoryRunnerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final PackedFile FILE = new PackedFile("revocations.pem", Bytes.of(new byte[] {1, 2, 3}));

    private final ScriptedDirectory platform = new ScriptedDirectory(Sha256::of);
    private final InMemoryDirectory store = new InMemoryDirectory(Sha256::of);
    /** Completes when every part has come to an end. */
    private final CompletableFuture<DirectoryPart> allDone = new CompletableFuture<>();

    private final StoreThatTells telling = new StoreThatTells(store, allDone);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private DirectoryRunner runner(Consumer<List<PackedFile>> trust) {
        return new DirectoryRunner(
                FetchLimits.DEFAULT,
                telling,
                platform,
                platform::online,
                Map.of(DirectoryPart.TRUST, trust),
                now::get,
                new Random(1));
    }

    private Upkeep trust(DirectoryRunner runner) {
        return runner.upkeep().stream()
                .filter(upkeep -> upkeep.standing().part() == DirectoryPart.TRUST)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void filesGoToWhoeverTakesThemBeforeTheVersionCountsAsTaken() throws Exception {
        DirectoryOffer offer = platform.publish(DirectoryPart.TRUST, PartFiles.zip(FILE), 1);
        CompletableFuture<List<PackedFile>> taken = new CompletableFuture<>();
        try (DirectoryRunner runner = runner(files -> {
            assertEquals("0", store.standing(DirectoryPart.TRUST).version());
            taken.complete(files);
        })) {
            runner.start();
            assertEquals(List.of(FILE), taken.get(20, TimeUnit.SECONDS));
            allDone.get(20, TimeUnit.SECONDS);
            assertEquals(offer.version(), trust(runner).standing().version());
            assertEquals(false, trust(runner).stale());
        }
    }

    @Test
    void aSignInThatNobodySawTheLineGoDownForAsksForEveryPart() throws Exception {
        CompletableFuture<List<PackedFile>> taken = new CompletableFuture<>();
        try (DirectoryRunner runner = runner(taken::complete)) {
            runner.start();
            allDone.get(20, TimeUnit.SECONDS);
            platform.publish(DirectoryPart.TRUST, PartFiles.zip(FILE), 1);
            runner.signedIn();
            assertEquals(List.of(FILE), taken.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void filesThatAreRefusedLeaveTheirReason() throws Exception {
        platform.publish(DirectoryPart.TRUST, PartFiles.zip(FILE), 1);
        try (DirectoryRunner runner = runner(files -> {
            throw new PartFileException("no trusted authority signed it");
        })) {
            runner.start();
            allDone.get(20, TimeUnit.SECONDS);
            assertEquals("0", trust(runner).standing().version());
            assertEquals(
                    "no trusted authority signed it", trust(runner).standing().refusal());
            assertEquals(true, trust(runner).stale());
        }
    }

    @Test
    void partThatTheStoreLostIsFetchedAgainWhileTheLineStands() throws Exception {
        DirectoryOffer offer = platform.publish(DirectoryPart.TRUST, PartFiles.zip(FILE), 1);
        try (DirectoryRunner runner = runner(files -> {})) {
            runner.start();
            allDone.get(20, TimeUnit.SECONDS);
            CompletableFuture<DirectoryPart> again = new CompletableFuture<>();
            telling.beginAnew(new InMemoryDirectory(Sha256::of), DirectoryPart.TRUST, again);
            now.set(NOW.plus(Duration.ofMinutes(1)));
            again.get(20, TimeUnit.SECONDS);
            assertEquals(offer.version(), trust(runner).standing().version());
        }
    }
}
