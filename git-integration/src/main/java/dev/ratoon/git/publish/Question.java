package dev.ratoon.git.publish;

import java.util.Optional;

/**
 * What is asked about.
 *
 * @param commit the checkpoint that would be published
 * @param onto the branch that the work is meant for, by its short name; empty for the agent's base,
 *     or else the one that upstream begins with
 * @param published what was published last; empty when nothing was
 */
public record Question(String commit, Optional<String> onto, Optional<String> published) {}
