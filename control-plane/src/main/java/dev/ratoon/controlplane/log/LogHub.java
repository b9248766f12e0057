package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.protocol.Upstream;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Tells those who listen in this process what is committed, and passes on what is being said
 * meanwhile. A listener is called by the committing thread: it takes note and returns at once, and
 * whoever needs each event reads the log from where it stands.
 */
@Singleton
public class LogHub {
    private final ConcurrentHashMap<UUID, Set<Listener>> ofOne = new ConcurrentHashMap<>();
    private final Set<FleetListener> ofAll = new CopyOnWriteArraySet<>();
    private final ConcurrentHashMap<UUID, Long> told = new ConcurrentHashMap<>();

    /** Tells this process from others that commit to the same database. */
    final String process;

    LogHub(Ids ids) {
        this.process = ids.next().toString();
    }

    /** Listens to one log. */
    public interface Listener {
        /**
         * Events that are committed, in order; or, when they came from another process, none, and
         * only how far the log goes now.
         */
        void appended(long lastSeq, List<LogEvent> events);

        void said(Upstream.Chunk chunk);
    }

    /** Listens to which agents change, all of them. */
    public interface FleetListener {
        /**
         * A log grew.
         *
         * @param factsChanged whether the agent is another than before, and not just longer
         */
        void changed(UUID agent, boolean factsChanged);
    }

    public void listen(UUID agent, Listener listener) {
        ofOne.compute(
                agent,
                (_, all) -> {
                    Set<Listener> set = all == null ? new CopyOnWriteArraySet<>() : all;
                    set.add(listener);
                    return set;
                });
    }

    public void leave(UUID agent, Listener listener) {
        ofOne.computeIfPresent(
                agent,
                (_, all) -> {
                    all.remove(listener);
                    if (all.isEmpty()) {
                        told.remove(agent);
                        return null;
                    }
                    return all;
                });
    }

    public void listenToAll(FleetListener listener) {
        ofAll.add(listener);
    }

    /** The logs that anybody here listens to. */
    Set<UUID> heard() {
        return Set.copyOf(ofOne.keySet());
    }

    void publish(AgentLock lock) {
        Set<Listener> listeners = ofOne.get(lock.id);
        if (listeners != null) {
            List<LogEvent> events = List.copyOf(lock.events());
            told.merge(lock.id, lock.lastSeq(), Math::max);
            listeners.forEach(listener -> listener.appended(lock.lastSeq(), events));
        }
        ofAll.forEach(listener -> listener.changed(lock.id, lock.factsChanged()));
    }

    /** From another process. */
    void heard(UUID agent, long lastSeq, boolean factsChanged) {
        Set<Listener> listeners = ofOne.get(agent);
        Long before = told.get(agent);
        if (before != null && before >= lastSeq) {
            return;
        }
        if (listeners != null) {
            told.merge(agent, lastSeq, Math::max);
            listeners.forEach(listener -> listener.appended(lastSeq, List.of()));
        }
        ofAll.forEach(listener -> listener.changed(agent, factsChanged));
    }

    /** A piece of what an agent is saying, for those who watch now. */
    public void say(UUID agent, Upstream.Chunk chunk) {
        Set<Listener> listeners = ofOne.get(agent);
        if (listeners != null) {
            listeners.forEach(listener -> listener.said(chunk));
        }
    }
}
