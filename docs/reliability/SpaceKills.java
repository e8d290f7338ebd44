import java.io.File;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jpos.space.JDBMSpace;
import org.jpos.space.JESpace;
import org.jpos.space.Space;

/**
 * A store-and-forward queue on a jPOS space, killed. Its process takes the head of the queue and puts it back, as a
 * sender does whose line is down; the entries are counted by a fresh process after each kill, and filled up again.
 *
 * <p>Arguments: je, jdbm, or jdbm-toggled (each take and its putting back in one commit); rounds; a folder.
 */
public final class SpaceKills {
    private static final int ENTRIES = 20;
    private static final long SEED = 20261129;
    private static final String QUEUE = "queue";

    private SpaceKills() {}

    public static void main(String[] arguments) throws Exception {
        String kind = arguments[0];
        if (arguments.length == 4) {
            child(kind, arguments[2], arguments[3]);
            return;
        }
        int rounds = Integer.parseInt(arguments[1]);
        Random random = new Random(SEED);
        new File(arguments[2]).mkdirs();
        int lost = 0;
        int unreadable = 0;
        run(arguments, "fill").waitFor();
        for (int round = 0; round < rounds; round++) {
            Process taking = run(arguments, "take");
            taking.inputReader().readLine();
            TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(300));
            taking.destroyForcibly().waitFor();
            Process counting = run(arguments, "fill");
            String line = counting.inputReader().readLine();
            counting.waitFor();
            if (line == null || !line.matches("\\d+")) {
                unreadable++;
            } else {
                lost += Math.max(0, ENTRIES - Integer.parseInt(line));
            }
        }
        System.out.printf(
                "jPOS space on %s: %d kills, %d entries lost, %d times not readable afterwards, seed %d%n",
                kind, rounds, lost, unreadable, SEED);
    }

    private static Process run(String[] arguments, String what) throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "SpaceKills",
                        arguments[0],
                        arguments[1],
                        arguments[2],
                        what)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void child(String kind, String folder, String what) {
        Space<String, Object> space = open(kind, folder);
        if (what.equals("take")) {
            takeAndPutBack(space, kind.equals("jdbm-toggled"));
        }
        Object[] there = new Object[ENTRIES * 10];
        int count = 0;
        for (Object head = space.inp(QUEUE); head != null; head = space.inp(QUEUE)) {
            there[count++] = head;
        }
        System.out.println(count);
        for (int entry = 0; entry < ENTRIES; entry++) {
            space.out(QUEUE, "entry " + entry + " " + "x".repeat(1_000));
        }
        if (space instanceof JESpace<?, ?> je) {
            je.close();
        } else {
            ((JDBMSpace<?, ?>) space).close();
        }
        System.exit(0);
    }

    @SuppressWarnings("unchecked")
    private static Space<String, Object> open(String kind, String folder) {
        return kind.equals("je")
                ? JESpace.getSpace("kills", folder)
                : JDBMSpace.getSpace("kills", folder + "/kills");
    }

    private static void takeAndPutBack(Space<String, Object> space, boolean inOneCommit) {
        System.out.println("taking");
        while (true) {
            if (inOneCommit) {
                ((JDBMSpace<?, ?>) space).setAutoCommit(false);
            }
            Object head = space.inp(QUEUE);
            if (head != null) {
                space.push(QUEUE, head);
            }
            if (inOneCommit) {
                ((JDBMSpace<?, ?>) space).commit();
                ((JDBMSpace<?, ?>) space).setAutoCommit(true);
            }
        }
    }
}
