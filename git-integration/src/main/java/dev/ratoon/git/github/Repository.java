package dev.ratoon.git.github;

import java.time.Instant;
import java.util.Optional;

/**
 * A repository that the token reaches.
 *
 * @param name {@code owner/name}
 * @param address what git clones
 * @param mayPush whether the user may; the token may be able to do less
 */
public record Repository(
        String name,
        String address,
        String description,
        boolean isPrivate,
        boolean isFork,
        boolean isArchived,
        boolean mayPush,
        String defaultBranch,
        Optional<Instant> pushedAt) {}
