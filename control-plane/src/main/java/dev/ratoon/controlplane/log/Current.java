package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Facts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent as it stands while it is locked: what whoever appends decides upon.
 *
 * @param outbox whose records are in the log, up to {@code acknowledged}
 * @param epoch of the newest lease
 */
public record Current(
        Facts facts,
        long lastSeq,
        @Nullable String outbox,
        long acknowledged,
        long epoch,
        Instant now) {}
