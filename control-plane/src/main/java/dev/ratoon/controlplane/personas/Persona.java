package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.access.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A persona that is kept here, without its instructions.
 *
 * @param team the team's name, when it is a team's
 * @param version how often it was changed, and one
 */
record Persona(
        UUID id,
        String name,
        UUID ownerId,
        String owner,
        @Nullable UUID teamId,
        @Nullable String team,
        Wishes wishes,
        int version,
        Instant createdAt,
        Instant changedAt,
        String changedBy) {

    /** As a query has it. */
    Persona(
            UUID id,
            String name,
            UUID ownerId,
            String owner,
            @Nullable UUID teamId,
            @Nullable String team,
            String description,
            String tools,
            String harness,
            String model,
            String mode,
            int version,
            Instant createdAt,
            Instant changedAt,
            String changedBy) {
        this(
                id,
                name,
                ownerId,
                owner,
                teamId,
                team,
                Wishes.kept(description, tools, harness, model, mode),
                version,
                createdAt,
                changedAt,
                changedBy);
    }

    /** With its instructions. */
    record Whole(Persona persona, String instructions) {}

    /** By which nobody takes it for another: a team's has the team before it. */
    String fullName() {
        return team == null ? name : team + "/" + name;
    }

    Resource resource() {
        return new Resource.Owned(ownerId, teamId);
    }
}
