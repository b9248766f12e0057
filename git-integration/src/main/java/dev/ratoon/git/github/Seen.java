package dev.ratoon.git.github;

import java.util.Map;
import java.util.Optional;

/** What GitHub said last of the token, and of what it left out. */
final class Seen {
    private Grants grants = Grants.NOTHING_KNOWN;
    private boolean leftOut;

    /** Whatever was asked: each answer says it. */
    synchronized void note(Map<String, String> headers) {
        grants = Grants.of(headers);
        leftOut |= headers.getOrDefault("x-github-sso", "").startsWith("partial-results");
    }

    synchronized Grants grants() {
        return grants;
    }

    /** Whether organisations with single sign-on have kept something back since the last time. */
    synchronized boolean takeLeftOut() {
        boolean was = leftOut;
        leftOut = false;
        return was;
    }

    /** Where to authorise a token, as a refusal says it. */
    static Optional<String> signOn(Map<String, String> headers) {
        return Optional.ofNullable(headers.get("x-github-sso"))
                .filter(value -> value.startsWith("required"))
                .map(value -> value.replaceFirst("^required;?\\s*(url=)?", "").strip());
    }
}
