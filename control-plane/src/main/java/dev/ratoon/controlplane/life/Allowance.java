package dev.ratoon.controlplane.life;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Rules for calls to models that may be lifted: by an operator, and some by an environment. */
public enum Allowance {
    HOSTED_TOOLS,
    REMOTE_URLS,
    FOREIGN_IDS,
    STORED_ANSWERS,
    UNBOUNDED_MEDIA,
    UNKNOWN_FIELDS;

    /** As it stands in configurations, environments, refusals and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Allowance> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
