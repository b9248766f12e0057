package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.access.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A host that all agents of a user or of a team may reach. */
record KeptRule(
        UUID id,
        UUID ownerId,
        @Nullable UUID teamId,
        @Nullable String team,
        String host,
        Instant createdAt,
        String createdBy) {
    Resource resource() {
        return new Resource.Owned(ownerId, teamId);
    }
}
