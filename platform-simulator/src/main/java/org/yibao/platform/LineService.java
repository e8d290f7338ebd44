package org.yibao.platform;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.yibao.certs.Certificate;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Request;
import org.yibao.link.server.ConnectedTerminal;
import org.yibao.link.server.PlatformService;
import org.yibao.link.server.Reply;
import org.yibao.settlement.Bytes;

/** Takes requests from the line to the desk, and answers back as well or as badly as it was told. */
final class LineService implements PlatformService {
    private static final System.Logger LOG = System.getLogger(LineService.class.getName());

    private final MessageDesk desk;
    private final Faults faults;
    private final Executor thread;

    LineService(MessageDesk desk, Faults faults, Executor thread) {
        this.desk = desk;
        this.faults = faults;
        this.thread = thread;
    }

    @Override
    public void request(ConnectedTerminal from, Request request, SignedJson signed, Reply reply) {
        try {
            SignedJson answer = desk.answer(from.name(), presentId(from), request, signed);
            deliver(answer, reply, faults.next(request.input()));
        } catch (RuntimeException e) {
            // The executor would swallow it; without an answer the terminal asks again.
            LOG.log(System.Logger.Level.ERROR, "no answer to " + request.id(), e);
        }
    }

    @Override
    public Optional<Certificate> earlierSigner(ConnectedTerminal from, Bytes certificateId) {
        return desk.earlierSigner(from.name(), certificateId, presentId(from));
    }

    private static Bytes presentId(ConnectedTerminal from) {
        return Bytes.of(from.signing().id().bytes());
    }

    private void deliver(SignedJson answer, Reply reply, Faults.Delivery delivery) {
        if (delivery.delay().isZero()) {
            send(answer, reply, delivery.copies());
        } else {
            long millis = delivery.delay().toMillis();
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, thread)
                    .execute(() -> send(answer, reply, delivery.copies()));
        }
    }

    private static void send(SignedJson answer, Reply reply, int copies) {
        for (int i = 0; i < copies; i++) {
            reply.send(answer);
        }
    }
}
