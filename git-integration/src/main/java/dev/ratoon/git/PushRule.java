package dev.ratoon.git;

import java.util.Locale;

/** What a push can break, each under a name that a person can type. */
public enum PushRule {
    /** Only the agent's own branch, and its own hidden refs. */
    BRANCH(false),
    /** Nothing is deleted. */
    DELETE(false),
    /** Not larger than is taken, in any way. */
    SIZE(false),
    /** Whole and sound, by git's own checks, and of the agent's own history. */
    FSCK(false),
    /** No file is changed that is for people to change. */
    PATHS(true),
    /** Nothing that looks like a key is added. */
    SECRETS(true);

    private final boolean allowable;

    PushRule(boolean allowable) {
        this.allowable = allowable;
    }

    /** Whether a person can allow it once. */
    public boolean allowable() {
        return allowable;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
