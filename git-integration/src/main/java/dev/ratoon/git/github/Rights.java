package dev.ratoon.git.github;

import java.util.Optional;

/**
 * What the user may do with a repository, as far as GitHub says it. Of a fine-grained token it says
 * what its user may: that the token may less, only trying shows.
 *
 * @param name {@code owner/name}, as it is called now
 * @param address what git pushes to
 * @param isArchived whether it is for reading only
 * @param noPush why nothing can be pushed there, in words; empty where it can
 * @param noPulls why no pull request can be opened there, in words; empty where one can
 * @param noFork why the user cannot have a fork of it, in words; empty where that can be
 * @param forkOf what it is itself a fork of, {@code owner/name}
 */
public record Rights(
        String name,
        String address,
        String defaultBranch,
        boolean isPrivate,
        boolean isArchived,
        Optional<String> noPush,
        Optional<String> noPulls,
        Optional<String> noFork,
        Optional<String> forkOf) {
    public boolean mayPush() {
        return noPush.isEmpty();
    }

    public boolean mayOpenPulls() {
        return noPulls.isEmpty();
    }

    public boolean mayFork() {
        return noFork.isEmpty();
    }
}
