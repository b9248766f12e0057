package dev.ratoon.protocol;

import java.util.Locale;

/** Whom a credential is for; no other takes it. */
public enum Audience {
    CONTROL,
    GIT,
    MODEL,
    EGRESS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
