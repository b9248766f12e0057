package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Closing;
import dev.ratoon.runner.wire.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.function.Consumer;

/**
 * All that was reported, in order, until the log has it. One thread writes: all that is pending,
 * then one sync, at most every 10 ms. When it is full, those who report wait, and with them the
 * harness whose output they read. Threads: any.
 */
public final class Outbox {
    private static final Duration GROUP = Duration.ofMillis(10);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final int MOST_PENDING = 4 << 20;

    /** An entry is one message of the control connection. */
    static final int LARGEST = Protocol.LARGEST_MESSAGE - 1024;

    private final Path folder;
    private final String id;
    private final Limits limits;
    private final Runnable written;
    private final NavigableMap<Long, Long> segments;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long appended;
    private long durable;
    private boolean full;

    private Outbox(Shelf shelf, Limits limits, Runnable written) {
        this.folder = shelf.folder();
        this.id = shelf.id();
        this.segments = shelf.segments();
        this.appended = shelf.last();
        this.durable = shelf.last();
        this.limits = limits;
        this.written = written;
    }

    /**
     * Opens the one of this workspace, and repairs it.
     *
     * @param each gets every entry that is there
     * @param written is run when more entries can be read
     */
    public static Outbox open(
            Path state, Limits limits, Consumer<Upstream.Entry> each, Runnable written)
            throws IOException {
        Shelf shelf = Shelf.open(state, each);
        var outbox = new Outbox(shelf, limits, written);
        Threads.platform("outbox", outbox::write);
        for (String repair : shelf.repairs()) {
            Account.say(repair);
            outbox.append(new Reported.Notice(repair));
        }
        return outbox;
    }

    /** Makes room for an outbox of another name, which begins at the next start. */
    public static void putAside(Path state) throws IOException {
        Path _ = Shelf.putAside(state);
    }

    public String id() {
        return id;
    }

    /** The newest entry that is safe. */
    public synchronized long last() {
        return durable;
    }

    /** Its number. Waits for room; returns before it is safe. */
    public long append(Reported reported) {
        byte[] payload = Reported.payloadOf(reported);
        if (payload.length > LARGEST) {
            return append(
                    new Reported.Notice(
                            "Something that the harness reported is left out: with "
                                    + payload.length
                                    + " bytes it is larger than an entry of the log may be."));
        }
        return append(Reported.typeOf(reported), payload);
    }

    private synchronized long append(String type, byte[] payload) {
        if (used() >= limits.bytes() && !full) {
            full = true;
            String words =
                    "The control plane has been away for so long that the outbox is full ("
                            + (limits.bytes() >> 20)
                            + " MiB): the harness waits until it is back.";
            Account.say(words);
            add("notice", Reported.payloadOf(new Reported.Notice(words)));
        }
        boolean interrupted = false;
        while (used() >= limits.bytes() || pending.size() > MOST_PENDING) {
            try {
                wait();
            } catch (InterruptedException e) {
                // What was reported is not given up for that.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return add(type, payload);
    }

    private long add(String type, byte[] payload) {
        long n = ++appended;
        pending.writeBytes(EntryCodec.encode(new Upstream.Entry(n, type, payload)));
        notifyAll();
        return n;
    }

    private long used() {
        return segments.values().stream().mapToLong(Long::longValue).sum() + pending.size();
    }

    /** Waits until all that was appended is safe. */
    public synchronized void sync() throws InterruptedException {
        long wanted = appended;
        while (durable < wanted) {
            wait();
        }
    }

    /** The log has all up to this one. */
    public void acknowledge(long n) {
        synchronized (this) {
            while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= n + 1) {
                long first = segments.pollFirstEntry().getKey();
                delete(Segment.in(folder, first).file());
            }
            full &= used() >= limits.bytes();
            notifyAll();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is forgotten at the next start, by its number.
            Account.say("A part of the outbox cannot be deleted: " + e);
        }
    }

    /**
     * Whether all that came after this one is still there; a log that was put back asks for more.
     */
    public synchronized boolean goesOnAfter(long n) {
        return segments.firstKey() <= n + 1 && n <= durable;
    }

    /** Reads from the entry after this one on, as far as they are safe. */
    public OutboxReader readerAfter(long n) {
        return new OutboxReader(this, n);
    }

    synchronized boolean isDurable(long n) {
        return n <= durable;
    }

    /** The segment that holds an entry that is safe. */
    synchronized Segment segmentOf(long n) throws IOException {
        Long first = segments.floorKey(n);
        if (first == null) {
            throw new IOException("entry " + n + " is forgotten");
        }
        return Segment.in(folder, first);
    }

    private void write() throws IOException, InterruptedException {
        FileChannel channel = null;
        long writing = -1;
        Refused refused = null;
        while (true) {
            byte[] batch;
            long upTo;
            long first;
            long position;
            synchronized (this) {
                while (pending.size() == 0) {
                    wait();
                }
                batch = pending.toByteArray();
                upTo = appended;
                first = segments.lastKey();
                position = segments.lastEntry().getValue();
                if (position >= limits.segment()) {
                    first = durable + 1;
                    position = 0;
                }
            }
            try {
                if (channel == null || writing != first) {
                    Closing.quietly(channel);
                    channel = Segment.in(folder, first).append();
                    writing = first;
                }
                // After a failure, what was half written is written again.
                put(channel, batch, position);
            } catch (IOException e) {
                if (refused == null) {
                    Account.say("The outbox cannot be written, and waits: " + e);
                    refused = new Refused(System.nanoTime(), String.valueOf(e.getMessage()));
                }
                Thread.sleep(TRY_AGAIN);
                continue;
            }
            synchronized (this) {
                segments.put(first, position + batch.length);
                var rest = new ByteArrayOutputStream();
                rest.write(pending.toByteArray(), batch.length, pending.size() - batch.length);
                pending = rest;
                durable = upTo;
                if (refused != null) {
                    add("notice", Reported.payloadOf(new Reported.Notice(refused.words())));
                    refused = null;
                }
                notifyAll();
            }
            written.run();
            Thread.sleep(GROUP);
        }
    }

    /** The disk has taken nothing since. */
    private record Refused(long since, String why) {
        private String words() {
            return "For %d s nothing could be written on the disk of this workspace (%s). What was said meanwhile waited, and none of it is lost. Is that disk full? Make room on it, and this does not come again."
                    .formatted(1 + (System.nanoTime() - since) / 1_000_000_000, why);
        }
    }

    private static void put(FileChannel channel, byte[] batch, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(batch);
        long position = from;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        channel.force(false);
    }
}
