package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What agents' environments let them reach. It stands in their logs and never changes there, so
 * that it is read once. Safe for many threads.
 */
@Singleton
class EnvironmentLists {
    private static final int MOST_REMEMBERED = 1_000;

    private final LogStore log;
    private final Map<Place, List<String>> read = new LinkedHashMap<>();

    EnvironmentLists(LogStore log) {
        this.log = log;
    }

    private record Place(UUID agent, long seq) {}

    List<String> of(Facts agent) {
        Facts.Environment environment = agent.environment();
        if (environment == null) {
            return List.of();
        }
        Place place = new Place(agent.id(), environment.seq());
        List<String> remembered = remembered(place);
        if (remembered != null) {
            return remembered;
        }
        List<String> hosts =
                log.read(place.agent(), place.seq() - 1, 1).stream()
                        .map(event -> event.observed())
                        .filter(ObservedEvent.EnvironmentTaken.class::isInstance)
                        .map(ObservedEvent.EnvironmentTaken.class::cast)
                        .findFirst()
                        .map(ObservedEvent.EnvironmentTaken::allow)
                        .orElse(List.of());
        remember(place, hosts);
        return hosts;
    }

    private synchronized @Nullable List<String> remembered(Place place) {
        return read.get(place);
    }

    private synchronized void remember(Place place, List<String> hosts) {
        read.put(place, hosts);
        if (read.size() > MOST_REMEMBERED) {
            read.remove(read.keySet().iterator().next());
        }
    }
}
