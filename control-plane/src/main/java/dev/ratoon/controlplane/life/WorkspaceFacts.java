package dev.ratoon.controlplane.life;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agent's files.
 *
 * @param incarnations how many sandboxes they have had
 * @param failures how many in a row ended before their harness was ready
 * @param volume on which they are: grows when those before are out of reach
 */
public record WorkspaceFacts(
        boolean prepared, int incarnations, int failures, @Nullable Instant endedAt, int volume) {
    public WorkspaceFacts {
        // Facts that another version has written are read by whoever does not fold.
        volume = Math.max(1, volume);
    }

    WorkspaceFacts whenPrepared() {
        return new WorkspaceFacts(true, incarnations, failures, endedAt, volume);
    }

    WorkspaceFacts whenReady() {
        return new WorkspaceFacts(true, incarnations, 0, endedAt, volume);
    }

    WorkspaceFacts whenWanted(int incarnation) {
        return new WorkspaceFacts(prepared, incarnation, failures, endedAt, volume);
    }

    WorkspaceFacts whenEnded(Instant at, int newFailures) {
        return new WorkspaceFacts(prepared, incarnations, newFailures, at, volume);
    }

    WorkspaceFacts withFailures(int newFailures) {
        return new WorkspaceFacts(prepared, incarnations, newFailures, endedAt, volume);
    }

    WorkspaceFacts whenReplaced(int newVolume) {
        return new WorkspaceFacts(prepared, incarnations, 0, endedAt, newVolume);
    }
}
