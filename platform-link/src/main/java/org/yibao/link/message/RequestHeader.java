package org.yibao.link.message;

import java.time.LocalDateTime;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.TerminalProfile;

/**
 * The envelope of a request: the national fields, all of them, empty where there is nothing to say.
 *
 * @param cainfo empty: the signature stands in the frame
 * @param signtype SM2
 * @param opterType 1: a person operates the terminal
 * @param infTime local time of the counter
 */
public record RequestHeader(
        String infno,
        String msgid,
        String mdtrtareaAdmvs,
        String insuplcAdmdvs,
        String recerSysCode,
        String devNo,
        String devSafeInfo,
        String cainfo,
        String signtype,
        String infver,
        String opterType,
        String opter,
        String opterName,
        LocalDateTime infTime,
        String fixmedinsCode,
        String fixmedinsName,
        String signNo) {

    static final String SIGN_TYPE = "SM2";

    private static final String RECEIVER = "YBXT";
    private static final String INTERFACE_VERSION = "V1.0";
    private static final String OPERATED = "1";

    /** Who sends, where and when; the rest of the envelope follows from it. */
    public record Sender(TerminalProfile terminal, Operator operator, String insuplcAdmdvs, String signNo) {}

    public static RequestHeader of(Transaction transaction, MessageId id, Sender sender, LocalDateTime infTime) {
        return new RequestHeader(
                transaction.infno(),
                id.value(),
                sender.terminal().admdvs(),
                sender.insuplcAdmdvs(),
                RECEIVER,
                sender.operator().till(),
                "",
                "",
                SIGN_TYPE,
                INTERFACE_VERSION,
                OPERATED,
                sender.operator().id(),
                sender.operator().name(),
                infTime,
                sender.terminal().institution().code(),
                sender.terminal().institutionName(),
                sender.signNo());
    }
}
