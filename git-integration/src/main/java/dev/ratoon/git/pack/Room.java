package dev.ratoon.git.pack;

import dev.ratoon.git.GitTrouble;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory for unpacking, which many share: who finds none waits a while. */
public final class Room {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UNIT = 1 << 10;

    private final Semaphore free;
    private final String busy;

    /**
     * @param busy for whom no memory was found: what is under way, and what to do
     */
    public Room(long bytes, String busy) {
        this.free = new Semaphore(units(bytes), true);
        this.busy = busy;
    }

    public Place take(long bytes) {
        int wanted = units(bytes);
        try {
            if (!free.tryAcquire(wanted, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw GitTrouble.capacity(busy, Duration.ofMinutes(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitTrouble.capacity("Ratoon is stopping: try again later.", null);
        }
        return () -> free.release(wanted);
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes / UNIT + 1));
    }

    /** Given back by closing. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
