package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.protocol.Upstream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * One reader of one log: first what is there, then what comes. What is live waits in a short queue;
 * a reader too slow for it reads the log instead, and misses only live pieces, which come again as
 * events. Threads: the committer fills, the reader takes.
 */
final class Follower implements LogHub.Listener, AutoCloseable {
    static final int AHEAD = 256;
    static final long BYTES_AHEAD = 1 << 20;
    private static final int PAGE = 100;

    private final UUID agent;
    private final LogStore log;
    private final LogHub hub;
    private final Bell bell;
    private final Deque<Item> live = new ArrayDeque<>();
    private long bytes;
    private boolean behind = true;
    private long at;

    /** What the reader gets. */
    sealed interface Item {
        record Logged(LogEvent event) implements Item {}

        record Live(Upstream.Chunk chunk) implements Item {}
    }

    Follower(UUID agent, long after, LogStore log, LogHub hub, Bell bell) {
        this.agent = agent;
        this.at = after;
        this.log = log;
        this.hub = hub;
        this.bell = bell;
        hub.listen(agent, this);
    }

    /** The next ones; none when there is nothing right now. */
    List<Item> next() {
        List<Item> next = catchUp();
        return next.isEmpty() ? takeLive() : next;
    }

    private List<Item> catchUp() {
        synchronized (this) {
            if (!behind) {
                return List.of();
            }
            // From here on what is committed comes live, and may come twice: takeLive sees to it.
            behind = false;
        }
        List<LogEvent> page = log.read(agent, at, PAGE);
        synchronized (this) {
            behind |= page.size() == PAGE;
            if (!page.isEmpty()) {
                at = page.getLast().seq();
            }
        }
        return page.stream().<Item>map(Item.Logged::new).toList();
    }

    private synchronized List<Item> takeLive() {
        List<Item> items = new ArrayList<>();
        while (!live.isEmpty()) {
            Item next = live.poll();
            switch (next) {
                case Item.Live _ -> items.add(next);
                case Item.Logged(LogEvent event) when event.seq() == at + 1 -> {
                    at = event.seq();
                    items.add(next);
                }
                case Item.Logged(LogEvent event) when event.seq() <= at -> {
                    // It was in the page that was read meanwhile.
                }
                case Item.Logged _ -> fallBehind();
            }
        }
        bytes = 0;
        return items;
    }

    /** What waited is read from the log instead. */
    private void fallBehind() {
        behind = true;
        live.clear();
        bytes = 0;
        bell.ring();
    }

    @Override
    public synchronized void appended(long lastSeq, List<LogEvent> events) {
        long more = events.stream().mapToLong(event -> event.payload().length).sum();
        if (events.isEmpty() || live.size() + events.size() > AHEAD || bytes + more > BYTES_AHEAD) {
            fallBehind();
        } else {
            events.forEach(event -> live.add(new Item.Logged(event)));
            bytes += more;
            bell.ring();
        }
    }

    @Override
    public synchronized void said(Upstream.Chunk chunk) {
        // Twice the letters: they may be of two bytes each.
        long more = 2L * chunk.text().length();
        if (live.size() < AHEAD && bytes + more <= BYTES_AHEAD) {
            live.add(new Item.Live(chunk));
            bytes += more;
            bell.ring();
        }
    }

    /** How much waits in memory. */
    synchronized long bytesAhead() {
        return bytes;
    }

    @Override
    public void close() {
        hub.leave(agent, this);
    }
}
