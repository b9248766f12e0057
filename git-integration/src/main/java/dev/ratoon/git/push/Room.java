package dev.ratoon.git.push;

import dev.ratoon.git.GitTrouble;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory for unpacking, shared by all pushes: who finds none waits a while. */
final class Room {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UNIT = 1 << 10;

    private final Semaphore free;

    Room(long bytes) {
        this.free = new Semaphore(units(bytes), true);
    }

    Place take(long bytes) {
        int wanted = units(bytes);
        try {
            if (!free.tryAcquire(wanted, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw GitTrouble.capacity(
                        "Too many large pushes are under way: push again in a minute.",
                        Duration.ofMinutes(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitTrouble.capacity("Ratoon is stopping: push again later.", null);
        }
        return () -> free.release(wanted);
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes / UNIT + 1));
    }

    /** Given back by closing. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
