package org.yibao.emulators;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An identity-card reader of the GA 450 family behind a device file. Like a real one it finds a card once: it must
 * be lifted and laid again to be found a second time.
 */
public final class EmulatedIdentityCardReader implements AutoCloseable {
    private static final int SLOW_BYTES = 64;
    private static final int SLOW_PAUSE_MILLIS = 10;

    private final EmulatedPort port;
    private final Thread answering;
    private final CardOnReader card = new CardOnReader();
    private final AtomicLong requests = new AtomicLong();
    private volatile ReaderFault fault = ReaderFault.NONE;

    private EmulatedIdentityCardReader(EmulatedPort port) {
        this.port = port;
        this.answering = new Thread(this::answer, "emulated " + port.link().getFileName());
        answering.setDaemon(true);
    }

    /**
     * Plugs a reader in.
     *
     * @param link the path a driver opens; replaced when it is a symbolic link, refused when it is anything else
     * @throws EmulatorException when that cannot be done, as on an operating system without pseudo-terminals
     */
    public static EmulatedIdentityCardReader at(Path link) {
        EmulatedIdentityCardReader reader = new EmulatedIdentityCardReader(new EmulatedPort(link));
        reader.answering.start();
        return reader;
    }

    public Path path() {
        return port.link();
    }

    /** Lays a card on the reader, in place of one that lies there. */
    public void layCard(EmulatedIdentityCard laid) {
        card.lay(laid);
    }

    public void liftCard() {
        card.lay(null);
    }

    /** What it does wrong from here on; {@link ReaderFault#NONE} makes it work again. */
    public void fault(ReaderFault next) {
        fault = next;
    }

    public void unplug() {
        port.unplug();
    }

    /** Plugs in again, as another device file behind the same path. */
    public void replug() {
        port.plug();
    }

    /** Sends bytes that nobody asked for. */
    public void send(byte... bytes) {
        port.write(bytes);
    }

    /** How many requests have come so far. */
    long requests() {
        return requests.get();
    }

    EmulatedPort port() {
        return port;
    }

    private void answer() {
        RequestFrames frames = new RequestFrames();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (byte[] request : frames.received(port.read())) {
                    requests.incrementAndGet();
                    send(card.answerTo(request), fault);
                }
            }
        } catch (InterruptedException e) {
            // Closed: the thread ends.
        }
    }

    private void send(AnswerFrame answer, ReaderFault how) throws InterruptedException {
        try {
            switch (how) {
                case SILENT -> {}
                case SLOW -> dribble(answer.bytes());
                case CUT_MID_FRAME -> port.write(answer.cut());
                case FLIPPED_BYTE -> port.write(answer.flipped());
                case SHIFTED_BYTES -> port.write(answer.shifted());
                case NONE -> port.write(answer.bytes());
            }
        } catch (EmulatorException e) {
            // Pulled out while it answered, or nobody listens: the bytes are gone, as on a real line.
        }
    }

    private void dribble(byte[] bytes) throws InterruptedException {
        for (int from = 0; from < bytes.length; from += SLOW_BYTES) {
            port.write(Arrays.copyOfRange(bytes, from, Math.min(from + SLOW_BYTES, bytes.length)));
            Thread.sleep(SLOW_PAUSE_MILLIS);
        }
    }

    /** Unplugs for good. */
    @Override
    public void close() {
        answering.interrupt();
        port.close();
    }

    /** The card that lies on the reader and how far it was asked. */
    private static final class CardOnReader {
        private @Nullable EmulatedIdentityCard laid;
        private boolean found;
        private boolean selected;

        synchronized void lay(@Nullable EmulatedIdentityCard next) {
            laid = next;
            found = false;
            selected = false;
        }

        /** @param request command and parameter, or empty when its checksum was wrong */
        synchronized AnswerFrame answerTo(byte[] request) {
            return switch (HexFormat.of().formatHex(request)) {
                case "" -> AnswerFrame.status(0x10);
                case "2001" -> find();
                case "2002" -> select();
                case "3001" -> read();
                case "10ff", "11ff" -> AnswerFrame.status(0x90);
                default -> AnswerFrame.status(0x21);
            };
        }

        private AnswerFrame find() {
            if (laid == null || found) {
                return AnswerFrame.status(0x80);
            }
            found = true;
            return AnswerFrame.of(0x9f, new byte[4]);
        }

        private AnswerFrame select() {
            selected = laid != null && found;
            return selected ? AnswerFrame.of(0x90, new byte[8]) : AnswerFrame.status(0x81);
        }

        private AnswerFrame read() {
            return laid != null && selected ? AnswerFrame.card(laid) : AnswerFrame.status(0x41);
        }
    }
}
