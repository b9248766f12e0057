package dev.ratoon.controlplane.feeds;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Begins to read logs, for whoever may. */
@Singleton
class LogReaders {
    private final LogStore log;
    private final LogHub hub;
    private final ObjectMapper json;

    LogReaders(LogStore log, LogHub hub, ObjectMapper json) {
        this.log = log;
        this.hub = hub;
        this.json = json;
    }

    LogReader of(Facts agent, long after, Bell bell) {
        return new LogReader(
                agent.id(),
                new Resource.Owned(agent.origin().owner(), agent.origin().team()),
                new Follower(agent.id(), after, log, hub, bell),
                after,
                json);
    }

    Optional<LogReader> of(UUID agent, long after, Bell bell) {
        return log.facts(agent).map(facts -> of(facts, after, bell));
    }
}
