package dev.ratoon.controlplane.login;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody signed in with. */
public enum Via {
    SESSION,
    TOKEN,
    TICKET;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
