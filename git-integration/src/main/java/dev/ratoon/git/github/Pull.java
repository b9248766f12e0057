package dev.ratoon.git.github;

import java.util.List;

/**
 * A pull request that was opened, found or changed.
 *
 * @param head the commit that GitHub shows for it; it may lag behind a push
 * @param isNew whether it was opened just now
 * @param notes what was asked for and could not be, in words; empty when all was done
 */
public record Pull(
        int number,
        String url,
        PullStatus status,
        String title,
        String base,
        String head,
        boolean isNew,
        List<String> notes) {}
