package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.Usd;

/** Tokens, both ways, and what they cost. */
record Amount(long tokens, Usd money) {
    static final Amount NOTHING = new Amount(0, Usd.ZERO);

    Amount plus(Amount other) {
        return new Amount(Math.addExact(tokens, other.tokens), money.plus(other.money));
    }
}
