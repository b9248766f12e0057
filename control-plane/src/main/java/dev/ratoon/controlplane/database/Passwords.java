package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.basis.Machine;
import dev.ratoon.controlplane.basis.SecretText;

/** Passwords that no person types. */
final class Passwords {
    private Passwords() {}

    /** 256 random bits in letters that need no quoting in SQL or a URL. */
    static String random() {
        return SecretText.random("", Machine.randomness()).value();
    }
}
