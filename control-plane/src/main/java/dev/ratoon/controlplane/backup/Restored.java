package dev.ratoon.controlplane.backup;

import java.time.Instant;

/**
 * The database is what the backup was. Also sent to everybody who keeps something of it in memory,
 * or gave somebody a token: those of before are gone.
 *
 * @param schema the version it was written at; the data has been migrated since
 * @param payloads how many payloads that are files were in it
 * @param missingPayloads how many rows refer to that neither it nor this home has; the log has
 *     names
 */
public record Restored(
        Instant madeAt,
        String product,
        int schema,
        long rows,
        long payloads,
        long missingPayloads) {}
