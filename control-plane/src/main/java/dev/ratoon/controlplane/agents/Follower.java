package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.protocol.Upstream;
import java.time.Duration;
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
    private static final int AHEAD = 256;
    private static final int PAGE = 500;

    private final UUID agent;
    private final LogStore log;
    private final LogHub hub;
    private final Deque<Item> live = new ArrayDeque<>();
    private boolean behind = true;
    private long at;

    /** What the reader gets. */
    sealed interface Item {
        record Logged(LogEvent event) implements Item {}

        record Live(Upstream.Chunk chunk) implements Item {}
    }

    Follower(UUID agent, long after, LogStore log, LogHub hub) {
        this.agent = agent;
        this.at = after;
        this.log = log;
        this.hub = hub;
        hub.listen(agent, this);
    }

    /** The next ones; none when nothing came in that time. */
    List<Item> next(Duration patience) throws InterruptedException {
        List<Item> next = catchUp();
        return next.isEmpty() ? takeLive(patience) : next;
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

    private synchronized List<Item> takeLive(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos();
                live.isEmpty() && !behind && left > 0;
                left = end - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
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
                case Item.Logged _ -> {
                    behind = true;
                    live.clear();
                }
            }
        }
        return items;
    }

    @Override
    public synchronized void appended(long lastSeq, List<LogEvent> events) {
        if (events.isEmpty() || live.size() + events.size() > AHEAD) {
            behind = true;
            live.clear();
        } else {
            events.forEach(event -> live.add(new Item.Logged(event)));
        }
        notifyAll();
    }

    @Override
    public synchronized void said(Upstream.Chunk chunk) {
        if (live.size() < AHEAD) {
            live.add(new Item.Live(chunk));
            notifyAll();
        }
    }

    @Override
    public void close() {
        hub.leave(agent, this);
    }
}
