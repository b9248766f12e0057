package dev.ratoon.controlplane.declarations;

/** A declaration that cannot be used. The message says why, for whoever wrote it. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String why) {
        super(why);
    }
}
