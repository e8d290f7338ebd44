package org.yibao.link.enrolment;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.link.session.ClientTransport;
import org.yibao.link.session.LineAddress;

/** The terminal's end of one enrolment: one connection, one request, one answer. */
public final class EnrolmentCall {
    private final ClientTransport transport;
    private final Frame.Enrol asked;
    private final CompletableFuture<EnrolmentOutcome> outcome = new CompletableFuture<>();
    private boolean sent;

    private EnrolmentCall(ClientTransport transport, Frame.Enrol asked) {
        this.transport = transport;
        this.asked = asked;
    }

    /**
     * Asks a platform to enrol this terminal.
     *
     * @param transport judges the platform before it says that it is connected; closing it stays the caller's
     * @param within for all of it
     * @return comes true within that time; never fails
     */
    public static CompletableFuture<EnrolmentOutcome> make(
            ClientTransport transport, LineAddress platform, Frame.Enrol asked, Duration within) {
        EnrolmentCall call = new EnrolmentCall(transport, asked);
        transport.execute(() -> {
            transport.schedule(within, () -> call.lost("no answer within " + within.toSeconds() + " s"));
            transport.connect(platform, call.new Line());
        });
        return call.outcome;
    }

    private void end(EnrolmentOutcome with) {
        if (outcome.complete(with)) {
            transport.disconnect();
        }
    }

    private void lost(String reason) {
        end(sent ? new EnrolmentOutcome.Unanswered(reason) : new EnrolmentOutcome.Unreached(reason));
    }

    private final class Line implements ClientTransport.Listener, Frame.Receiver {
        @Override
        public void connected() {
            sent = true;
            transport.send(asked);
        }

        @Override
        public void impostor(String reason) {
            end(new EnrolmentOutcome.Impostor(reason));
        }

        @Override
        public void closed(String reason) {
            lost(reason);
        }

        @Override
        public void received(Frame frame) {
            try {
                frame.deliverTo(this);
            } catch (FrameException unexpected) {
                broken(unexpected);
            }
        }

        @Override
        public void broken(FrameException fault) {
            transport.send(Frame.Close.of(fault.code(), String.valueOf(fault.getMessage())));
            lost(String.valueOf(fault.getMessage()));
        }

        @Override
        public void enrolled(Frame.Enrolled frame) {
            end(new EnrolmentOutcome.Enrolled(frame.answer()));
        }

        @Override
        public void close(Frame.Close frame) {
            if (frame.code() == CloseCode.ENROLMENT_REFUSED.number()) {
                end(new EnrolmentOutcome.Refused(frame.text()));
            } else {
                lost("the platform closed the line: " + frame.code() + " " + frame.text());
            }
        }
    }
}
