package org.yibao.benefit.split;

import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;

/** A request with one part of it exchanged. */
final class Requests {
    private Requests() {}

    static QuoteRequest withCum(QuoteRequest r, YearToDate cum) {
        return with(r, r.begntime(), cum, r.account(), r.lines());
    }

    static QuoteRequest withLines(QuoteRequest r, List<FeeLine> lines) {
        return with(r, r.begntime(), r.cum(), r.account(), lines);
    }

    static QuoteRequest withAccount(QuoteRequest r, PersonalAccount account) {
        return with(r, r.begntime(), r.cum(), account, r.lines());
    }

    static QuoteRequest at(QuoteRequest r, LocalDateTime begntime) {
        return with(r, begntime, r.cum(), r.account(), r.lines());
    }

    private static QuoteRequest with(
            QuoteRequest r, LocalDateTime begntime, YearToDate cum, PersonalAccount account, List<FeeLine> lines) {
        return new QuoteRequest(
                begntime,
                r.medType(),
                r.institution(),
                r.patient(),
                r.place(),
                r.placeRegistered(),
                r.prescription(),
                r.maternity(),
                cum,
                account,
                lines,
                r.referral());
    }
}
