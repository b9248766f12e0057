package dev.ratoon.git.github;

/**
 * The user's own copy of a repository at GitHub.
 *
 * @param name {@code owner/name}
 * @param address what git pushes to
 * @param isReady whether it can be pushed to; else GitHub is still making it: ask again
 */
public record Fork(String name, String address, boolean isReady) {}
