package dev.ratoon.controlplane.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** People who share agents, environments and keys. */
public record Team(UUID id, String name, Instant createdAt, List<Member> members) {
    public record Member(UUID user, String name, Role role) {}
}
