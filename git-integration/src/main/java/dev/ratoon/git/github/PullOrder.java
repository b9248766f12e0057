package dev.ratoon.git.github;

import java.util.List;

/**
 * A pull request as it is to be opened.
 *
 * @param from the repository that has the branch, {@code owner/name}: the same, or a fork of it
 * @param branch what is offered
 * @param base the branch that it is offered to
 * @param body goes between marks of ours, so that a later one takes its place and no other; {@link
 *     PullChange#given} when a person wrote it
 * @param labels to be put on it; those that are not there yet are made where the token may
 */
public record PullOrder(
        String from,
        String branch,
        String base,
        String title,
        String body,
        boolean draft,
        List<String> labels) {}
