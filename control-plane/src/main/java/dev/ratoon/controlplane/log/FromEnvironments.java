package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Something of what agents have of their environments. It stands in their logs and never changes
 * there, so that it is read once. Safe for many threads.
 */
public final class FromEnvironments<T> {
    private static final int MOST_REMEMBERED = 1_000;

    private final LogStore log;
    private final Function<ObservedEvent.EnvironmentTaken, T> what;
    private final T without;
    private final Map<Place, T> read = new LinkedHashMap<>();

    /**
     * @param without of agents that have none but the default one
     */
    public FromEnvironments(
            LogStore log, Function<ObservedEvent.EnvironmentTaken, T> what, T without) {
        this.log = log;
        this.what = what;
        this.without = without;
    }

    private record Place(UUID agent, long seq) {}

    /** Blocks: the first time, it asks the database. */
    public T of(Facts agent) {
        Facts.Environment environment = agent.environment();
        if (environment == null) {
            return without;
        }
        Place place = new Place(agent.id(), environment.seq());
        return remembered(place)
                .orElseGet(
                        () -> {
                            T found = read(place);
                            remember(place, found);
                            return found;
                        });
    }

    private T read(Place place) {
        return log.read(place.agent(), place.seq() - 1, 1).stream()
                .map(event -> event.observed())
                .filter(ObservedEvent.EnvironmentTaken.class::isInstance)
                .map(ObservedEvent.EnvironmentTaken.class::cast)
                .findFirst()
                .map(what)
                .orElse(without);
    }

    private synchronized Optional<T> remembered(Place place) {
        return Optional.ofNullable(read.get(place));
    }

    private synchronized void remember(Place place, T found) {
        read.put(place, found);
        if (read.size() > MOST_REMEMBERED) {
            read.remove(read.keySet().iterator().next());
        }
    }
}
