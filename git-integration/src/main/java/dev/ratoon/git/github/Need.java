package dev.ratoon.git.github;

/**
 * Something that Ratoon wants of a token, and whether this one has it.
 *
 * @param name as GitHub calls it where tokens are made
 */
public record Need(String name, String purpose, boolean isRequired, State state, String words) {
    /** Whether the token has it. */
    public enum State {
        GRANTED,
        /** For some repositories only. */
        PARTLY,
        MISSING,
        /** GitHub does not say, and asking would change something. */
        UNKNOWN
    }
}
