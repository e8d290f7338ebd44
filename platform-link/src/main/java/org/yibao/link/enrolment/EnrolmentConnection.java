package org.yibao.link.enrolment;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yibao.link.LinkException;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.link.server.Outlet;

/** A stranger's connection: one ENROL, and it ends with its answer. Frames come on one thread. */
public final class EnrolmentConnection implements Frame.Receiver {
    private static final System.Logger LOG = System.getLogger(EnrolmentConnection.class.getName());

    private final EnrolmentService service;
    private final Executor serviceThread;
    private final Outlet outlet;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean asked;

    /** @param serviceThread may reject what it has no room for */
    public EnrolmentConnection(EnrolmentService service, Executor serviceThread, Outlet outlet) {
        this.service = service;
        this.serviceThread = serviceThread;
        this.outlet = outlet;
    }

    /** A whole frame came. */
    public void received(Frame frame) {
        if (closed.get()) {
            return;
        }
        try {
            frame.deliverTo(this);
        } catch (FrameException broken) {
            fail(broken.code(), broken);
        }
    }

    /** Bytes came that are no frame, or it is not served. */
    public void fail(CloseCode code, LinkException fault) {
        if (!closed.get()) {
            LOG.log(System.Logger.Level.WARNING, "closing an enrolment: {0} {1}", code, fault.getMessage());
            last(Frame.Close.of(code, String.valueOf(fault.getMessage())));
        }
    }

    /** The time for its request is over. */
    public void requireAsked() {
        if (!asked) {
            fail(CloseCode.SILENCE, new FrameException(CloseCode.SILENCE, "no ENROL in time"));
        }
    }

    /** The connection is gone. */
    public void ended() {
        closed.set(true);
    }

    private void last(Frame frame) {
        if (closed.compareAndSet(false, true)) {
            outlet.send(frame);
            outlet.close();
        }
    }

    @Override
    public void enrol(Frame.Enrol frame) {
        if (asked) {
            throw FrameException.unexpected(frame);
        }
        asked = true;
        try {
            serviceThread.execute(() -> decide(frame));
        } catch (RejectedExecutionException busy) {
            fail(CloseCode.UNAVAILABLE, new FrameException(CloseCode.UNAVAILABLE, "busy"));
        }
    }

    private void decide(Frame.Enrol frame) {
        try {
            last(new Frame.Enrolled(service.enrol(frame.code(), frame.request())));
        } catch (EnrolmentRefusedException refused) {
            fail(CloseCode.ENROLMENT_REFUSED, refused);
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "an enrolment failed", fault);
            last(Frame.Close.of(CloseCode.UNAVAILABLE, "undecided"));
        }
    }

    @Override
    public void close(Frame.Close frame) {
        outlet.close();
        ended();
    }
}
