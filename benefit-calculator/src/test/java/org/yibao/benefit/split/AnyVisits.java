package org.yibao.benefit.split;

import org.yibao.benefit.QuoteRequest;

/** Random visits of every scheme for the tests of other packages. */
public final class AnyVisits {
    private final RandomVisits visits;

    public AnyVisits(long seed) {
        visits = new RandomVisits(seed);
    }

    public QuoteRequest next() {
        return visits.next();
    }

    /** On any day, often at an edge, seldom with a fault in it. */
    public QuoteRequest anywhere() {
        return visits.anywhere();
    }
}
