package dev.ratoon.runner;

import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.outbox.Outbox;
import dev.ratoon.runner.outbox.OutboxReader;
import dev.ratoon.runner.websocket.WebSocket;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the outbox in order, and in between what is for those who watch now, as long as that is not
 * too much. Threads: one sends; any feed.
 */
final class Sender {
    private static final int MOST_LIVE = 256 << 10;

    private final Outbox outbox;
    private final Deque<Upstream.Chunk> live = new ArrayDeque<>();
    private int liveSize;
    private long acknowledged;
    private boolean foreign;
    private boolean wanted;
    private @Nullable Thread sending;

    Sender(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * False when the log has more of this outbox than there is, or less: it is not the same one.
     */
    synchronized boolean start(WebSocket socket, long from) {
        acknowledged = from;
        foreign = !outbox.goesOnAfter(from);
        if (foreign) {
            return false;
        }
        outbox.acknowledge(from);
        wanted = true;
        notifyAll();
        sending = Threads.virtual("sender", () -> send(socket, from));
        return true;
    }

    synchronized boolean isForeign() {
        return foreign;
    }

    private void send(WebSocket socket, long from) throws IOException, InterruptedException {
        try (OutboxReader entries = outbox.readerAfter(from)) {
            while (!Thread.currentThread().isInterrupted()) {
                Upstream.Chunk chunk = nextLive();
                Optional<Upstream.Entry> entry = entries.next();
                if (chunk != null) {
                    socket.binary(chunk.bytes());
                }
                if (entry.isPresent()) {
                    socket.binary(entry.get().bytes());
                } else if (chunk == null) {
                    await();
                }
            }
        } catch (IOException e) {
            Account.detail("sending ended", e);
            socket.close();
        }
    }

    private synchronized void await() throws InterruptedException {
        while (!wanted) {
            wait();
        }
        wanted = false;
    }

    /** There is something to send. */
    synchronized void wake() {
        wanted = true;
        notifyAll();
    }

    /** Dropped when nobody is there to take it in time. */
    synchronized void show(Upstream.Chunk chunk) {
        int size = chunk.text().length();
        if (sending != null && liveSize + size <= MOST_LIVE) {
            live.add(chunk);
            liveSize += size;
            wake();
        }
    }

    private synchronized Upstream.@Nullable Chunk nextLive() {
        Upstream.Chunk chunk = live.poll();
        if (chunk != null) {
            liveSize -= chunk.text().length();
        }
        return chunk;
    }

    void acknowledged(long n) {
        synchronized (this) {
            acknowledged = Math.max(acknowledged, Math.min(n, outbox.last()));
            notifyAll();
        }
        outbox.acknowledge(Math.min(n, outbox.last()));
    }

    /** The connection is over. */
    void stop() {
        Thread thread;
        synchronized (this) {
            thread = sending;
            sending = null;
            live.clear();
            liveSize = 0;
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    synchronized void awaitAcknowledged(Duration patience) throws InterruptedException {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (acknowledged < outbox.last()) {
            long left = (giveUpAt - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
