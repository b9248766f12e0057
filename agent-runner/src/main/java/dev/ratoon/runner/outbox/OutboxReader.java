package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.wire.Closing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through the outbox from one entry on. Threads: one. */
public final class OutboxReader implements AutoCloseable {
    private final Outbox outbox;
    private long read;
    private @Nullable Segment segment;
    private @Nullable FileChannel channel;
    private long position;

    OutboxReader(Outbox outbox, long after) {
        this.outbox = outbox;
        this.read = after;
    }

    /** The next entry; empty when there is none that is safe. */
    public Optional<Upstream.Entry> next() throws IOException {
        long n = read + 1;
        if (!outbox.isDurable(n)) {
            return Optional.empty();
        }
        FileChannel from = at(n);
        Optional<Upstream.Entry> entry = EntryCodec.read(from, position);
        if (entry.isEmpty() || entry.get().n() != n) {
            throw new IOException("entry " + n + " of the outbox cannot be read");
        }
        position += EntryCodec.size(entry.get());
        read = n;
        return entry;
    }

    private FileChannel at(long n) throws IOException {
        Segment holding = outbox.segmentOf(n);
        FileChannel now = channel;
        if (now != null && holding.equals(segment)) {
            return now;
        }
        Closing.quietly(now);
        now = FileChannel.open(holding.file(), StandardOpenOption.READ);
        channel = now;
        segment = holding;
        position = 0;
        for (long skipped = holding.first(); skipped < n; skipped++) {
            Upstream.Entry entry =
                    EntryCodec.read(now, position)
                            .orElseThrow(() -> new IOException("the outbox cannot be read"));
            position += EntryCodec.size(entry);
        }
        return now;
    }

    @Override
    public void close() {
        Closing.quietly(channel);
    }
}
