package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.InstantSource;
import java.util.List;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.HostName;
import org.yibao.certs.LineTls;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.enrolment.EnrolmentCall;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.frame.Frame;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.session.LineAddress;
import org.yibao.settlement.Bytes;

/** The terminal's end of an enrolment over the line. */
final class EnrolmentByCode {
    private static final HostName LOOPBACK = HostName.parse("127.0.0.1");

    private final LineTls tls;
    private final int port;

    EnrolmentByCode(TrustAnchors authorities, int port, InstantSource clock) {
        this.tls = LineTls.enrollingClient(List.of(authorities), clock);
        this.port = port;
    }

    EnrolmentOutcome ask(EnrolmentCode code, EnrolmentRequest request) {
        Frame.Enrol asked = new Frame.Enrol(code, Bytes.of(request.encode()));
        try (NettyClientTransport transport = new NettyClientTransport(tls, LineTerminal.PATIENCE, suite -> {})) {
            return EnrolmentCall.make(transport, new LineAddress(LOOPBACK, port), asked, LineTerminal.PATIENCE)
                    .join();
        }
    }

    EnrolmentAnswer answer(EnrolmentCode code, EnrolmentRequest request) {
        EnrolmentOutcome.Enrolled enrolled = assertInstanceOf(EnrolmentOutcome.Enrolled.class, ask(code, request));
        return EnrolmentAnswer.decode(enrolled.answer().toArray());
    }
}
