package dev.ratoon.controlplane.basis;

import java.security.SecureRandom;
import java.time.Clock;

/** Ids for parts that a test puts together by hand. */
public final class RandomIds {
    private RandomIds() {}

    public static Ids make() {
        return new Ids(Clock.systemUTC(), new SecureRandom());
    }
}
