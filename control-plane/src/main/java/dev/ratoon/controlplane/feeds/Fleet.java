package dev.ratoon.controlplane.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.agents.AgentList;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.log.LogHub;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which agents have changed of late, for all readers at once. One thread numbers the changes: of
 * each agent the last, of all the newest {@link #REMEMBERED}. So a reader is no more than a number,
 * however far it is behind; one that is behind all that is remembered begins anew. A row is read,
 * and made JSON, once for all readers, and not at all while there is none.
 *
 * <p>Threads: the committer takes note, one thread numbers and reads, readers look without a lock;
 * what a list has read it leaves in the {@link Face} of each agent that has changed of late.
 */
@Singleton
class Fleet implements LogHub.FleetListener {
    private static final Logger LOG = Logger.getLogger(Fleet.class);
    static final int REMEMBERED = 4_096;
    private static final int AT_ONCE = 500;

    /** Between two groups: what an agent goes through meanwhile is one change. */
    private static final Duration PACE = Duration.ofMillis(20);

    private final LogHub hub;
    private final AgentList list;
    private final ObjectMapper json;

    /** Whose counting this is: with each start it begins anew. */
    final String process;

    private final Set<UUID> noted = ConcurrentHashMap.newKeySet();
    private final Semaphore tidings = new Semaphore(0);
    private final Set<Bell> watching = new CopyOnWriteArraySet<>();
    private final ConcurrentSkipListMap<Long, Change> changes = new ConcurrentSkipListMap<>();

    /** Of each agent the newest change that has a number, told or about to be. */
    private final Map<UUID, Change> last = new ConcurrentHashMap<>();

    private final Object reading = new Object();
    private volatile long newest;
    private volatile long forgotten;
    private volatile boolean missed;
    private volatile boolean ending;
    private @Nullable Thread thread;

    Fleet(LogHub hub, AgentList list, ObjectMapper json, Ids ids) {
        this.hub = hub;
        this.list = list;
        this.json = json;
        this.process = Long.toString(ids.next().getLeastSignificantBits() & Long.MAX_VALUE, 36);
    }

    /**
     * An agent as it is shown; null when it is gone.
     *
     * @param muted as it is shown to those who have muted it
     */
    record Shown(AgentList.Seen seen, String json, String muted) {
        /** For that one: with what it may do, which is not the same for all. */
        String json(Actor actor) {
            String shared = seen.mutedBy().contains(actor.userId()) ? muted : json;
            return seen.may(actor).stream()
                    .map(may -> '"' + may.word() + '"')
                    .collect(Collectors.joining(",", "{\"may\":[", "]," + shared.substring(1)));
        }

        long seq() {
            return seen.view().lastSeq();
        }
    }

    /** That an agent has changed, and what it was then or later, once somebody asked. */
    static final class Change {
        final long n;
        final UUID agent;
        private final long before;
        private final Face face;
        private volatile boolean read;

        Change(long n, UUID agent, @Nullable Change before) {
            this.n = n;
            this.agent = agent;
            this.before = before == null ? 0 : before.n;
            this.face = before == null ? new Face() : before.face;
        }

        /** Null too if it is gone. */
        @Nullable Shown shown() {
            return face.shown;
        }
    }

    /** The newest that was read of an agent, by whomever: nobody is shown an older one after it. */
    static final class Face {
        volatile @Nullable Shown shown;
        private boolean gone;

        /** Whether one of the two is muted otherwise, and which is the older nobody can tell. */
        synchronized boolean read(@Nullable Shown now) {
            gone |= now == null;
            Shown before = shown;
            if (gone || now == null) {
                shown = null;
            } else if (before == null || before.seq() <= now.seq()) {
                shown = now;
            }
            return before != null
                    && now != null
                    && before.seq() == now.seq()
                    && !before.seen().mutedBy().equals(now.seen().mutedBy());
        }
    }

    /** What a reader has missed. */
    sealed interface Since {
        /** Up to a number. */
        record These(List<Change> changes, long to) implements Since {}

        /** More than is remembered. */
        record TooMuch() implements Since {}
    }

    void start(@Observes StartupEvent started) {
        hub.listenToAll(this);
        thread = Thread.ofPlatform().name("fleet").daemon().start(this::run);
    }

    void end(@Observes ShutdownEvent ended) throws InterruptedException {
        ending = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(3));
        }
    }

    @Override
    public void changed(UUID agent, boolean factsChanged) {
        if (factsChanged && noted.add(agent)) {
            tidings.release();
        }
    }

    @Override
    public void missed() {
        missed = true;
        tidings.release();
    }

    void watch(Bell bell) {
        watching.add(bell);
    }

    void leave(Bell bell) {
        watching.remove(bell);
    }

    /** All that is read from now on is at least as new as this. */
    long newest() {
        return newest;
    }

    Since since(long n) {
        long to = newest;
        if (n < forgotten || n > to) {
            return new Since.TooMuch();
        }
        List<Change> these = List.copyOf(changes.subMap(n, false, to, true).values());
        List<Change> unread = these.stream().filter(change -> !change.read).toList();
        // Asked again: some may have been forgotten while these were collected.
        if (n < forgotten || unread.size() > AT_ONCE) {
            return new Since.TooMuch();
        }
        read(unread);
        return new Since.These(these, to);
    }

    /** What a list shows of an agent. What is told of it after the list is not older. */
    String listed(AgentList.Seen seen, Actor actor) {
        Shown shown = shown(seen);
        Change change = last.get(seen.view().id());
        if (change != null && change.face.read(shown)) {
            // A mute leaves the log as it is: so the agent is read, and told, once more.
            changed(seen.view().id(), true);
        }
        return shown.json(actor);
    }

    private Shown shown(AgentList.Seen seen) {
        try {
            String text = json.writeValueAsString(seen.view());
            if (seen.mutedBy().isEmpty()) {
                return new Shown(seen, text, text);
            }
            ObjectNode muted = json.valueToTree(seen.view());
            return new Shown(seen, text, json.writeValueAsString(muted.put("muted", true)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    private void run() {
        while (!ending) {
            try {
                tidings.acquire();
                tidings.drainPermits();
                List<Change> fresh = number();
                if (!watching.isEmpty()) {
                    readAhead(fresh);
                }
                publish(fresh);
                Thread.sleep(PACE);
            } catch (InterruptedException e) {
                LOG.debug("Nobody needs to know of changes any more");
            }
        }
    }

    private void readAhead(List<Change> fresh) {
        try {
            for (int i = 0; i < fresh.size(); i += AT_ONCE) {
                read(fresh.subList(i, Math.min(fresh.size(), i + AT_ONCE)));
            }
        } catch (RuntimeException e) {
            // Whoever needs them asks again, and is told.
            LOG.debugf(e, "Changed agents cannot be read");
        }
    }

    /** What is noted after it was taken out here gets another number. */
    private List<Change> number() {
        List<Change> fresh = new ArrayList<>();
        long n = newest;
        for (Iterator<UUID> each = noted.iterator(); each.hasNext(); ) {
            UUID agent = each.next();
            each.remove();
            Change change = new Change(++n, agent, last.get(agent));
            last.put(agent, change);
            fresh.add(change);
        }
        return fresh;
    }

    private void publish(List<Change> fresh) {
        for (Change change : fresh) {
            changes.put(change.n, change);
            changes.remove(change.before);
            newest = change.n;
        }
        if (missed) {
            missed = false;
            forgotten = newest + 1;
            newest = forgotten;
            changes.clear();
            last.clear();
        }
        while (changes.size() > REMEMBERED) {
            Change oldest = changes.firstEntry().getValue();
            forgotten = oldest.n;
            changes.remove(oldest.n);
            last.remove(oldest.agent);
        }
        watching.forEach(Bell::ring);
    }

    /** Each of them once, whoever comes first. */
    private void read(List<Change> some) {
        synchronized (reading) {
            List<Change> unread = some.stream().filter(change -> !change.read).toList();
            if (unread.isEmpty()) {
                return;
            }
            Map<UUID, AgentList.Seen> rows =
                    list.all(unread.stream().map(change -> change.agent).toList()).stream()
                            .collect(Collectors.toMap(seen -> seen.view().id(), seen -> seen));
            for (Change change : unread) {
                AgentList.Seen row = rows.get(change.agent);
                change.face.read(row == null ? null : shown(row));
                change.read = true;
            }
        }
    }
}
