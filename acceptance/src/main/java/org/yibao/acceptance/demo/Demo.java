package org.yibao.acceptance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.yibao.emulators.EmulatedScanner;

/**
 * {@code bin/terminal demo [--stay]}: plays the morning in a work folder of its own. Exit code 0 only if both sides
 * hold the same settlements to the fen; 1 if not; 2 for a wrong call; 3 where devices cannot be emulated.
 */
public final class Demo {
    private static final int FAILED = 1;
    private static final int WRONG_CALL = 2;
    private static final int NO_DEVICES = 3;

    private Demo() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        Screen screen = new Screen();
        boolean stay = arguments.equals(List.of("--stay"));
        if (!stay && !arguments.isEmpty()) {
            screen.say("usage");
            return WRONG_CALL;
        }
        if (!EmulatedScanner.supported()) {
            screen.say("no-devices");
            return NO_DEVICES;
        }
        try {
            Path work = Files.createTempDirectory("yibao-demo-");
            int code = play(work, screen, stay);
            if (code == 0) {
                delete(work);
            }
            return code;
        } catch (IOException unwritable) {
            screen.say("failed", "WORK_FOLDER_UNUSABLE " + unwritable.getMessage());
            return FAILED;
        }
    }

    private static int play(Path work, Screen screen, boolean stay) {
        screen.say("title");
        screen.say("starting");
        try (Stage stage = Stage.set(work, Site.Limits.USUAL)) {
            stage.open();
            screen.say(
                    "ready.platform", "127.0.0.1:" + stage.platform().address().getPort());
            screen.say(
                    "ready.terminal",
                    Screen.text("clinic"),
                    stage.clinic().process().readyLine());
            screen.say(
                    "ready.terminal",
                    Screen.text("pharmacy"),
                    stage.pharmacy().process().readyLine());
            int settlements = new Morning(stage, screen).play();
            screen.blankLine();
            screen.say("agree", settlements);
            if (stay) {
                stay(stage, screen);
            }
            return 0;
        } catch (RuntimeException failed) {
            screen.say("failed", String.valueOf(failed.getMessage()));
            screen.say("work", work);
            failed.printStackTrace();
            return FAILED;
        }
    }

    private static void stay(Stage stage, Screen screen) {
        try (DemoControl control = DemoControl.open(stage)) {
            screen.blankLine();
            screen.say("stay");
            screen.say("work", stage.work());
            control.commands().forEach(screen::line);
            CountDownLatch ended = new CountDownLatch(1);
            Thread closing = new Thread(() -> {
                ended.countDown();
                stage.close();
            });
            Runtime.getRuntime().addShutdownHook(closing);
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
