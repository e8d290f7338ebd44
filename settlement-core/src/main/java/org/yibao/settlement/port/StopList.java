package org.yibao.settlement.port;

import java.time.LocalDate;

/** Whom nobody serves off line. Any thread may ask. */
@FunctionalInterface
public interface StopList {
    /** @throws StoreException when it cannot be read */
    boolean stops(String psnNo, LocalDate day);
}
