package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.life.ObservedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Counts, so that a log has an event a minute for what happens a thousand times. */
final class Tally {
    /** Hosts of one agent that are told apart; what is beyond them counts together. */
    static final int MOST_HOSTS = 50;

    static final String OTHERS = "(more hosts)";
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<UUID, Agent> agents = new HashMap<>();

    Tally(InstantSource clock) {
        this.clock = clock;
    }

    private record Refusal(String host, int port, String rule) {}

    private record Place(String host, int port) {}

    private static final class Refusals {
        private final Instant since;
        private String words;
        private int more;

        Refusals(Instant since, String words) {
            this.since = since;
            this.words = words;
        }
    }

    private static final class Uses {
        private int connections;
        private long sent;
        private long received;
    }

    private static final class Agent {
        private final Map<Refusal, Refusals> refused = new LinkedHashMap<>();
        private final Map<Place, Uses> used = new LinkedHashMap<>();
    }

    /** The event, when it is the first of its kind for a while. */
    synchronized Optional<ObservedEvent> refused(
            UUID agent, String host, int port, String rule, String words) {
        Map<Refusal, Refusals> all = agents.computeIfAbsent(agent, _ -> new Agent()).refused;
        Refusal one = new Refusal(host, port, rule);
        if (!all.containsKey(one) && all.size() >= MOST_HOSTS) {
            one = new Refusal(OTHERS, 0, rule);
        }
        Refusals before = all.get(one);
        if (before != null) {
            before.more++;
            before.words = words;
            return Optional.empty();
        }
        all.put(one, new Refusals(clock.instant(), words));
        return Optional.of(new ObservedEvent.EgressRefused(one.host(), one.port(), rule, words, 1));
    }

    synchronized void used(UUID agent, String host, int port, long sent, long received) {
        Map<Place, Uses> all = agents.computeIfAbsent(agent, _ -> new Agent()).used;
        Place place = new Place(host, port);
        if (!all.containsKey(place) && all.size() >= MOST_HOSTS) {
            place = new Place(OTHERS, 0);
        }
        Uses uses = all.computeIfAbsent(place, _ -> new Uses());
        uses.connections++;
        uses.sent += sent;
        uses.received += received;
    }

    /** What was counted since the last time, which is not counted any more. */
    synchronized Map<UUID, List<ObservedEvent>> take() {
        Map<UUID, List<ObservedEvent>> events = new HashMap<>();
        Instant old = clock.instant().minus(TOGETHER);
        for (var each : agents.entrySet()) {
            List<ObservedEvent> of = new ArrayList<>();
            each.getValue().used.forEach((place, uses) -> of.add(event(place, uses)));
            each.getValue().used.clear();
            each.getValue().refused.forEach((refusal, counted) -> add(of, refusal, counted));
            each.getValue().refused.entrySet().removeIf(one -> one.getValue().since.isBefore(old));
            if (!of.isEmpty()) {
                events.put(each.getKey(), of);
            }
        }
        agents.values().removeIf(agent -> agent.refused.isEmpty() && agent.used.isEmpty());
        return events;
    }

    private static void add(List<ObservedEvent> events, Refusal refusal, Refusals counted) {
        if (counted.more > 0) {
            events.add(
                    new ObservedEvent.EgressRefused(
                            refusal.host(),
                            refusal.port(),
                            refusal.rule(),
                            counted.words,
                            counted.more));
            counted.more = 0;
        }
    }

    private static ObservedEvent event(Place place, Uses uses) {
        return new ObservedEvent.EgressUsed(
                place.host(), place.port(), uses.connections, uses.sent, uses.received);
    }
}
