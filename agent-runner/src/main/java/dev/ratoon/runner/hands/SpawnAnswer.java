package dev.ratoon.runner.hands;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request; frames follow when it was not refused.
 *
 * @param directory where it runs
 * @param refused why it does not run, and what to do
 */
record SpawnAnswer(long pid, @Nullable String directory, @Nullable String refused) {}
