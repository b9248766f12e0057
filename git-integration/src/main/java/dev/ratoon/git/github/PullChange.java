package dev.ratoon.git.github;

import java.util.List;
import java.util.Optional;

/**
 * What is to be different about a pull request. What is empty stays as it is, since people may have
 * changed it at GitHub.
 *
 * @param body takes the place of what we wrote before; what people wrote around it, or into it,
 *     stays, and so does what was {@link #given} if this was not
 * @param labels to be added; none is taken away
 */
public record PullChange(
        Optional<String> title,
        Optional<String> body,
        Optional<String> base,
        Optional<Boolean> draft,
        List<String> labels) {
    /** To be all that the order says. */
    public static PullChange of(PullOrder order) {
        return new PullChange(
                Optional.of(order.title()),
                Optional.of(order.body()),
                Optional.of(order.base()),
                Optional.of(order.draft()),
                order.labels());
    }

    /** As a body: a person wrote it, and only what a person gives takes its place later. */
    public static String given(String text) {
        return Marks.given(text);
    }
}
