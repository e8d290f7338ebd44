package org.yibao.settlement.doubt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 22 of the reliability list: every order in which one sale's messages and the counter's words can come about,
 * with up to {@code doubt.faults} losses, repeats, garbled messages, hasty deadlines and crashes among them. No world
 * on the way is wrong, and from each a good line leads to an end on which both books agree.
 */
final class DoubtProtocolTest {
    private static final int FAULTS_MAX = Integer.getInteger("doubt.faults", 3);

    /** How a world came about. */
    private record Path(@Nullable Path before, @Nullable Move move) {
        List<Move> moves() {
            List<Move> moves = new ArrayList<>();
            for (Path at = this; at != null && at.move != null; at = at.before) {
                moves.add(at.move);
            }
            Collections.reverse(moves);
            return moves;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("row 22: no bad state is reachable")
    void noBadStateIsReachable(RulesOfThePlatform.Ruling ruling) {
        Set<String> seen = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(new Path(null, null)));
        int longest = 0;
        while (!open.isEmpty()) {
            Path path = open.remove();
            List<Move> moves = path.moves();
            World world = after(ruling, moves);
            longest = Math.max(longest, moves.size());
            List<Move> possible = world.possible(FAULTS_MAX);
            assertEquals("", world.wrongNow(), moves::toString);
            assertEquals("", world.wrongInTheEnd(), moves::toString);
            for (Move move : possible) {
                Path next = new Path(path, move);
                if (seen.add(after(ruling, next.moves()).standing())) {
                    open.add(next);
                }
            }
        }
        System.out.printf(
                "row 22, %s: %d states, paths up to %d moves, %d faults%n", ruling, seen.size(), longest, FAULTS_MAX);
        assertTrue(seen.size() > 1_000, "the search hardly began");
    }

    private static World after(RulesOfThePlatform.Ruling ruling, List<Move> moves) {
        World world = new World(ruling);
        moves.forEach(world::make);
        return world;
    }
}
