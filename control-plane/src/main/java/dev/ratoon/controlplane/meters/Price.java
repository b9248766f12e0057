package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.Usd;
import java.math.BigInteger;

/**
 * What a million tokens cost.
 *
 * @param cached of input that the provider had already
 */
record Price(Usd input, Usd cached, Usd output) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /**
     * Rounded up to the millionth of a dollar: nothing that costs is free.
     *
     * @param cachedInput what of the input is cached
     */
    Usd of(long allInput, long cachedInput, long allOutput) {
        BigInteger sum =
                times(input, allInput - cachedInput)
                        .add(times(cached, cachedInput))
                        .add(times(output, allOutput));
        return new Usd(sum.add(MILLION).subtract(BigInteger.ONE).divide(MILLION).longValueExact());
    }

    /** When all the input costs as much as it can. */
    Usd atMost(long allInput, long allOutput) {
        boolean cachedIsDearer = cached.compareTo(input) > 0;
        return of(allInput, cachedIsDearer ? allInput : 0, allOutput);
    }

    private static BigInteger times(Usd each, long tokens) {
        return BigInteger.valueOf(each.micros()).multiply(BigInteger.valueOf(tokens));
    }
}
