package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.problem.Failure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings here what agents say whose runners are at other processes, for those who watch them here:
 * one line to each such process, and none without a viewer. One thread decides, each time that a
 * viewer comes or goes or a watched agent changes; what it missed it sees at the next of these.
 */
@Singleton
class LivePieces {
    private static final Logger LOG = Logger.getLogger(LivePieces.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final LogHub hub;
    private final Peers peers;
    private final DelayQueue<Look> looks = new DelayQueue<>();
    private final Set<UUID> pending = ConcurrentHashMap.newKeySet();
    private final Set<UUID> again = new HashSet<>();
    private final Map<UUID, Line> lineOf = new HashMap<>();
    private final Map<String, Line> lines = new HashMap<>();
    private @Nullable Thread thread;

    LivePieces(LogHub hub, Peers peers) {
        this.hub = hub;
        this.peers = peers;
    }

    void start(@Observes StartupEvent started) {
        hub.tell(this::look);
        hub.listenToAll(
                (agent, factsChanged) -> {
                    if (factsChanged && hub.isWatched(agent)) {
                        look(agent);
                    }
                });
        // An interrupt would break the database connection of a virtual one.
        thread = Thread.ofPlatform().name("live pieces").daemon().start(this::run);
    }

    void end(@Observes ShutdownEvent ended) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void look(UUID agent) {
        if (pending.add(agent)) {
            looks.add(new Look(agent, null, System.nanoTime()));
        }
    }

    /** Its agents are looked at again in a moment: by then their runners may be elsewhere. */
    private void broken(Line line) {
        looks.add(new Look(null, line, inAMoment()));
    }

    private static long inAMoment() {
        return System.nanoTime() + AGAIN.toNanos();
    }

    private void run() {
        try {
            while (true) {
                Look next = looks.take();
                if (next.agent() != null) {
                    pending.remove(next.agent());
                    again.remove(next.agent());
                }
                try {
                    at(next);
                } catch (Failure e) {
                    LOG.debugf(e, "No live pieces for now");
                    looks.add(new Look(next.agent(), next.line(), inAMoment()));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Live pieces end");
        }
    }

    private void at(Look next) {
        UUID agent = next.agent();
        Line line = next.line();
        if (agent != null) {
            at(agent);
        } else if (line != null) {
            lines.values().remove(line);
            for (UUID each : line.agents()) {
                lineOf.remove(each, line);
                at(each);
            }
        }
    }

    private void at(UUID agent) {
        Line before = lineOf.get(agent);
        Line wanted = hub.isWatched(agent) ? lineFor(agent) : null;
        if (before == wanted) {
            return;
        }
        if (before != null) {
            lineOf.remove(agent);
            if (!before.leave(agent)) {
                lines.values().remove(before);
            }
        }
        if (wanted != null) {
            lineOf.put(agent, wanted);
            wanted.watch(agent);
        }
    }

    private @Nullable Line lineFor(UUID agent) {
        return switch (peers.holder(agent)) {
            case Peers.Holder.Other(Peer peer) ->
                    lines.computeIfAbsent(peer.process(), _ -> opened(peer));
            case Peers.Holder.Starting _ -> none(agent, SOON);
            // It may only have been held up, and say nothing when it goes on.
            case Peers.Holder.Away _ -> none(agent, LATER);
            case Peers.Holder.This _, Peers.Holder.Nobody _ -> null;
        };
    }

    private @Nullable Line none(UUID agent, Duration lookAgain) {
        if (again.add(agent)) {
            looks.add(new Look(agent, null, System.nanoTime() + lookAgain.toNanos()));
        }
        return null;
    }

    private Line opened(Peer peer) {
        Line line = new Line(peer, peers, hub, this::broken);
        line.open();
        return line;
    }

    /** At an agent, or at those of a line that broke; at that time. */
    private record Look(@Nullable UUID agent, @Nullable Line line, long at) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(
                    getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
