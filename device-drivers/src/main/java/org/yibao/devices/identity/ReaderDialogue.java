package org.yibao.devices.identity;

import java.time.Duration;
import java.util.Optional;
import org.yibao.devices.line.ByteLine;
import org.yibao.devices.line.LineEvent;
import org.yibao.settlement.FaultCode;

/** Requests and answers in turn on an open line, and the time they took. */
final class ReaderDialogue {
    /** No reader sends this much unasked; what comes after it belongs to the answer or spoils it. */
    private static final int UNASKED_READS_MAX = 16;

    /** Silence within an answer after which its rest will not come. */
    private static final Duration GAP_MAX = Duration.ofMillis(500);

    private final ByteLine line;
    private Duration passed = Duration.ZERO;

    ReaderDialogue(ByteLine line) {
        this.line = line;
    }

    /** How long this dialogue has waited for the reader. */
    Duration passed() {
        return passed;
    }

    /** @throws CardRefusedException when no whole answer comes in time */
    ReaderAnswer ask(ReaderStep step) {
        dropUnasked();
        line.write(step.request());
        ReaderFrames frames = new ReaderFrames();
        Duration end = passed.plus(step.answerWithin());
        Duration heard = passed;
        boolean silent = true;
        while (passed.compareTo(end) < 0 && !(frames.begun() && passed.compareTo(heard.plus(GAP_MAX)) >= 0)) {
            LineEvent.Received received = listen(end.minus(passed));
            if (!received.isEmpty()) {
                heard = passed;
                silent = false;
            }
            Optional<ReaderAnswer> answer = frames.received(received.bytes());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw unanswered(step, frames, silent);
    }

    private static CardRefusedException unanswered(ReaderStep step, ReaderFrames frames, boolean silent) {
        if (silent) {
            return new CardRefusedException(FaultCode.READER_NOT_CONNECTED, step + ": no answer");
        }
        return frames.begun()
                ? CardRefusedException.unreadable(step + ": " + frames.state())
                : new CardRefusedException(
                        FaultCode.READER_NOT_CONNECTED, step + ": " + frames.state() + "; is the baud rate right?");
    }

    /** Lets time pass without a request. */
    void pause(Duration pause) {
        Duration end = passed.plus(pause);
        while (passed.compareTo(end) < 0) {
            listen(end.minus(passed));
        }
    }

    private void dropUnasked() {
        int reads = 0;
        while (!line.read(Duration.ZERO).isEmpty() && reads < UNASKED_READS_MAX) {
            reads++;
        }
    }

    private LineEvent.Received listen(Duration wait) {
        LineEvent.Received received = line.read(wait);
        passed = passed.plus(received.waited());
        return received;
    }
}
