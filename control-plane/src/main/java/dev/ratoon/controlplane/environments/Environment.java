package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An environment, without what it says.
 *
 * @param team the team's name, when it is a team's
 * @param version how often it was changed, and one
 */
record Environment(
        UUID id,
        String name,
        UUID ownerId,
        String owner,
        @Nullable UUID teamId,
        @Nullable String team,
        String description,
        int version,
        int setupMinutes,
        Instant createdAt,
        Instant changedAt,
        String changedBy) {

    /** With all that it says. */
    record Whole(Environment environment, Contents contents) {}

    /** By which nobody takes it for another: a team's has the team before it. */
    String fullName() {
        return team == null ? name : team + "/" + name;
    }

    Resource resource() {
        return new Resource.Owned(ownerId, teamId);
    }
}
