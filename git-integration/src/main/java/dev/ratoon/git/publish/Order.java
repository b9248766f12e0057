package dev.ratoon.git.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a person wants published. The same order makes the same commits.
 *
 * @param commit the checkpoint that the person was shown
 * @param message of the commit that is made of the uncommitted, or joins what was published
 * @param author whoever publishes
 * @param coAuthor the harness
 * @param when the person said so
 * @param onto as in the {@link Question} about it
 * @param accepted warnings, by their ids
 * @param expected what the branch is at, as far as the person knows: what was published last; empty
 *     when nothing was
 */
public record Order(
        String commit,
        Chosen chosen,
        String message,
        Person author,
        Optional<Person> coAuthor,
        Instant when,
        Together together,
        Optional<String> onto,
        Set<String> accepted,
        Optional<String> expected) {
    public Order {
        accepted = Set.copyOf(accepted);
    }
}
