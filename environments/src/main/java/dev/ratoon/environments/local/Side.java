package dev.ratoon.environments.local;

import java.util.Locale;

/** The two halves of a sandbox, with a wall between them. */
public enum Side {
    /** Holds the key, the outbox and the doors; never sees the workspace. */
    RUNNER,

    /** Holds the workspace; hostile once a harness runs in it. */
    HANDS;

    /** As it stands in the names of files. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Side other() {
        return this == RUNNER ? HANDS : RUNNER;
    }
}
