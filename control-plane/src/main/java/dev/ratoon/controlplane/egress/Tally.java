package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.life.EgressEvents;
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

/**
 * Counts, so that a log has an event a minute for what happens a thousand times, and a bounded
 * number in an hour for what is another each time.
 */
final class Tally {
    /** Hosts of one agent that are told apart; what is beyond them counts together. */
    static final int MOST_HOSTS = 50;

    static final String OTHERS = "(more hosts)";

    /** Events of one agent in an hour; what is beyond them is one event when it is over. */
    static final int MOST_REFUSALS = 100;

    static final int MOST_USES = 600;
    private static final Duration HOUR = Duration.ofHours(1);
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

        void add(int connections, long sent, long received) {
            this.connections += connections;
            this.sent += sent;
            this.received += received;
        }
    }

    private static final class Agent {
        private final Map<Refusal, Refusals> refused = new LinkedHashMap<>();
        private final Map<Place, Uses> used = new LinkedHashMap<>();

        /** What is beyond the bound of its hour, until that is over. */
        private final Map<String, Refusals> later = new LinkedHashMap<>();

        private final Uses laterUsed = new Uses();
        private final Instant since;
        private int refusals;
        private int uses;

        Agent(Instant since) {
            this.since = since;
        }

        void later(String rule, String words, int attempts, Instant now) {
            Refusals one = later.computeIfAbsent(rule, _ -> new Refusals(now, words));
            one.words = words;
            one.more += attempts;
        }
    }

    private Agent agent(UUID agent) {
        return agents.computeIfAbsent(agent, _ -> new Agent(clock.instant()));
    }

    /** The event, when it is the first of its kind for a while. */
    synchronized Optional<ObservedEvent> refused(
            UUID agent, String host, int port, String rule, String words) {
        Agent of = agent(agent);
        Refusal one = new Refusal(host, port, rule);
        if (!of.refused.containsKey(one) && of.refused.size() >= MOST_HOSTS) {
            one = new Refusal(OTHERS, 0, rule);
        }
        Refusals before = of.refused.get(one);
        if (before != null) {
            before.more++;
            before.words = words;
            return Optional.empty();
        }
        if (of.refusals >= MOST_REFUSALS) {
            of.later(rule, words, 1, clock.instant());
            return Optional.empty();
        }
        of.refusals++;
        of.refused.put(one, new Refusals(clock.instant(), words));
        return Optional.of(new EgressEvents.Refused(one.host(), one.port(), rule, words, 1));
    }

    synchronized void used(UUID agent, String host, int port, long sent, long received) {
        Map<Place, Uses> all = agent(agent).used;
        Place place = new Place(host, port);
        if (!all.containsKey(place) && all.size() >= MOST_HOSTS) {
            place = new Place(OTHERS, 0);
        }
        all.computeIfAbsent(place, _ -> new Uses()).add(1, sent, received);
    }

    /** What was counted since the last time, which is not counted any more. */
    Map<UUID, List<ObservedEvent>> take() {
        return take(false);
    }

    /** The same, with all that was held back until an hour is over: nothing comes any more. */
    Map<UUID, List<ObservedEvent>> takeLast() {
        return take(true);
    }

    private synchronized Map<UUID, List<ObservedEvent>> take(boolean last) {
        Map<UUID, List<ObservedEvent>> events = new HashMap<>();
        Instant now = clock.instant();
        List<UUID> over = new ArrayList<>();
        for (var each : agents.entrySet()) {
            Agent agent = each.getValue();
            List<ObservedEvent> of = new ArrayList<>();
            uses(agent, of);
            refusals(agent, of, now);
            if (last || now.isAfter(agent.since.plus(HOUR))) {
                later(agent, of);
                over.add(each.getKey());
            }
            if (!of.isEmpty()) {
                events.put(each.getKey(), of);
            }
        }
        over.forEach(agents::remove);
        return events;
    }

    private static void uses(Agent agent, List<ObservedEvent> events) {
        agent.used.forEach(
                (place, uses) -> {
                    if (agent.uses < MOST_USES) {
                        agent.uses++;
                        events.add(event(place, uses));
                    } else {
                        agent.laterUsed.add(uses.connections, uses.sent, uses.received);
                    }
                });
        agent.used.clear();
    }

    private static void refusals(Agent agent, List<ObservedEvent> events, Instant now) {
        agent.refused.forEach(
                (refusal, counted) -> {
                    if (counted.more > 0 && agent.refusals < MOST_REFUSALS) {
                        agent.refusals++;
                        events.add(event(refusal, counted));
                    } else if (counted.more > 0) {
                        agent.later(refusal.rule(), counted.words, counted.more, now);
                    }
                    counted.more = 0;
                });
        Instant old = now.minus(TOGETHER);
        agent.refused.values().removeIf(one -> one.since.isBefore(old));
    }

    private static void later(Agent agent, List<ObservedEvent> events) {
        agent.later.forEach(
                (rule, counted) -> events.add(event(new Refusal(OTHERS, 0, rule), counted)));
        if (agent.laterUsed.connections > 0) {
            events.add(event(new Place(OTHERS, 0), agent.laterUsed));
        }
    }

    private static ObservedEvent event(Refusal refusal, Refusals counted) {
        return new EgressEvents.Refused(
                refusal.host(), refusal.port(), refusal.rule(), counted.words, counted.more);
    }

    private static ObservedEvent event(Place place, Uses uses) {
        return new EgressEvents.Used(
                place.host(), place.port(), uses.connections, uses.sent, uses.received);
    }
}
