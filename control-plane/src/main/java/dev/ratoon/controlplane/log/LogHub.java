package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.protocol.Upstream;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
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

    private final Set<Interest> interested = new CopyOnWriteArraySet<>();
    private final Set<Passing> passing = new CopyOnWriteArraySet<>();

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

        /** Whether it is one of those for whom live pieces are brought from another process. */
        default boolean watches() {
            return true;
        }
    }

    /** Wants to know which logs somebody here begins or ceases to listen to. */
    public interface Interest {
        void changed(UUID agent);
    }

    /** Passes on to another process what is said by runners of this one. */
    public interface Passing {
        void said(UUID agent, Upstream.Chunk chunk);
    }

    /** Listens to which agents change, all of them. */
    public interface FleetListener {
        /**
         * A log grew, or what people are shown of the agent is another without it.
         *
         * @param factsChanged whether the agent is another than before, and not just longer
         */
        void changed(UUID agent, boolean factsChanged);

        /** Changes that other processes made may not have been told. */
        default void missed() {}
    }

    public void listen(UUID agent, Listener listener) {
        ofOne.compute(
                agent,
                (_, all) -> {
                    Set<Listener> set = all == null ? new CopyOnWriteArraySet<>() : all;
                    set.add(listener);
                    return set;
                });
        interested.forEach(each -> each.changed(agent));
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
        interested.forEach(each -> each.changed(agent));
    }

    public void listenToAll(FleetListener listener) {
        ofAll.add(listener);
    }

    public void tell(Interest interest) {
        interested.add(interest);
    }

    /** Whether somebody here watches this agent. */
    public boolean isWatched(UUID agent) {
        Set<Listener> listeners = ofOne.get(agent);
        return listeners != null && listeners.stream().anyMatch(Listener::watches);
    }

    /** As it stands in {@code runner.connected}. */
    public String process() {
        return process;
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

    /** Nothing was heard from other processes for a while. */
    void missed() {
        ofAll.forEach(FleetListener::missed);
    }

    /** From another process. What its length has told already may be news all the same. */
    void heard(UUID agent, long lastSeq, boolean factsChanged) {
        boolean further = isFurther(agent, lastSeq);
        Set<Listener> listeners = ofOne.get(agent);
        if (further && listeners != null) {
            told.merge(agent, lastSeq, Math::max);
            listeners.forEach(listener -> listener.appended(lastSeq, List.of()));
        }
        if (further || factsChanged) {
            ofAll.forEach(listener -> listener.changed(agent, factsChanged));
        }
    }

    /** Where no hint told of it: then it may be anything. */
    void found(UUID agent, long lastSeq) {
        if (isFurther(agent, lastSeq)) {
            heard(agent, lastSeq, true);
        }
    }

    /** What people are shown of these agents is another, and no log says so. */
    public void shownOtherwise(Collection<UUID> agents) {
        agents.forEach(agent -> ofAll.forEach(listener -> listener.changed(agent, true)));
    }

    /** The same of one agent, and other processes hear it too when that is committed. */
    public void shownOtherwise(Connection connection, UUID agent) throws SQLException {
        try (PreparedStatement notify =
                connection.prepareStatement(
                        "select pg_notify('ratoon_log', ? || ' ' || id || '!' || last_seq)"
                                + " from agents where id = ?")) {
            notify.setString(1, process);
            notify.setObject(2, agent);
            notify.execute();
        }
        shownOtherwise(List.of(agent));
    }

    private boolean isFurther(UUID agent, long lastSeq) {
        Long before = told.get(agent);
        return before == null || before < lastSeq;
    }

    /** A piece of what an agent is saying to its runner here, for those who watch now. */
    public void say(UUID agent, Upstream.Chunk chunk) {
        saidElsewhere(agent, chunk);
        passing.forEach(each -> each.said(agent, chunk));
    }

    public void pass(Passing begins) {
        passing.add(begins);
    }

    public void passNoMore(Passing ends) {
        passing.remove(ends);
    }

    /** One that came from the process of its runner: it goes no further, or it might go round. */
    public void saidElsewhere(UUID agent, Upstream.Chunk chunk) {
        Set<Listener> listeners = ofOne.get(agent);
        if (listeners != null) {
            listeners.forEach(listener -> listener.said(chunk));
        }
    }
}
