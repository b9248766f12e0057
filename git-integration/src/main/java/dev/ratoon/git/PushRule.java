package dev.ratoon.git;

import java.util.Locale;

/** What a push can break, each under a name that a person can type. */
public enum PushRule {
    /** Only the agent's own branch, and its own hidden refs. */
    BRANCH("other branches are changed by people, through a pull request"),
    /** Nothing is deleted. */
    DELETE("what an agent has pushed stays, to be reviewed and restored"),
    /** Not larger than is taken, in any way. */
    SIZE("the limits hold for all; Ratoon's operator sets the largest push and the largest file"),
    /** Whole and sound, by git's own checks, and of the agent's own history. */
    FSCK("what is not sound, or not the agent's, would harm whoever fetches it"),
    /** No file is changed that is for people to change. */
    PATHS(""),
    /** Nothing that looks like a key is added. */
    SECRETS("");

    private final String why;

    PushRule(String why) {
        this.why = why;
    }

    /** Whether a person can allow it once. */
    public boolean allowable() {
        return why.isEmpty();
    }

    /** Why nobody can; nothing where somebody can. */
    public String why() {
        return why;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
