package dev.ratoon.controlplane.life;

import java.util.Locale;

/** Who says that an event happened. */
public enum Source {
    /** The control plane saw or did it. */
    OBSERVED,
    /** It came out of a sandbox. */
    REPORTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
