package org.yibao.link.enrolment;

import org.yibao.certs.EnrolmentCode;
import org.yibao.settlement.Bytes;

/** Where a platform decides who is enrolled. */
public interface EnrolmentService {
    /**
     * A terminal shows a code. The same code with a request for the same keys gets the same answer.
     *
     * @param request DER of an {@link org.yibao.certs.EnrolmentRequest}, as it came: not judged
     * @return DER of the {@link org.yibao.certs.EnrolmentAnswer}
     * @throws EnrolmentRefusedException when it is not enrolled by this code and request
     */
    Bytes enrol(EnrolmentCode code, Bytes request);
}
