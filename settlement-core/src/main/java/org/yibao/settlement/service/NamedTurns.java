package org.yibao.settlement.service;

import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What is done under one name goes one after the other; under different names, mostly side by side. Any thread may call it. */
final class NamedTurns {
    /** So many that a handful of tills rarely meet by chance. */
    private static final int STRIPES = 64;

    private final Lock[] stripes = new Lock[STRIPES];

    NamedTurns() {
        Arrays.setAll(stripes, stripe -> new ReentrantLock());
    }

    <T> T inTurn(String name, Supplier<T> step) {
        Lock stripe = stripes[Math.floorMod(name.hashCode(), STRIPES)];
        stripe.lock();
        try {
            return step.get();
        } finally {
            stripe.unlock();
        }
    }
}
