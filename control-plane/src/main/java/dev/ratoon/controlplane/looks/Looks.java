package dev.ratoon.controlplane.looks;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Looks at repositories whose hosts anybody names, who may say much and slowly: one at a time for
 * each user, few for all, and each for so long. Safe for many threads.
 */
@Singleton
public class Looks {
    /** Each keeps all that a host lists until it is over: some 60 MB of the worst. */
    private static final int AT_ONCE = 2;

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(20);

    private final Semaphore places;
    private final Duration wait;
    private final Duration whole;
    private final Map<UUID, Semaphore> own = new ConcurrentHashMap<>();

    @Inject
    Looks() {
        this(AT_ONCE, WAIT, WHOLE);
    }

    /** With places of their own, for what may take longer: there something is fetched, too. */
    public static Looks lasting(Duration whole) {
        return new Looks(AT_ONCE, whole, whole);
    }

    Looks(int atOnce, Duration wait, Duration whole) {
        this.places = new Semaphore(atOnce, true);
        this.wait = wait;
        this.whole = whole;
    }

    /**
     * What a look tells. When it takes too long it is interrupted, which ends what it waits for
     * from a host; its places are free once it has ended.
     */
    public <T> T of(UUID user, Supplier<T> look) {
        Semaphore mine = own.computeIfAbsent(user, _ -> new Semaphore(1, true));
        enter(
                mine,
                ProblemType.TOO_MANY_LOOKS,
                "Another look of yours at a repository is still under way: try again in a moment.");
        try {
            enter(
                    places,
                    ProblemType.BUSY,
                    "Others look at repositories just now: try again in a moment.");
        } catch (Failure e) {
            mine.release();
            throw e;
        }
        var task = new FutureTask<T>(look::get);
        Thread.ofVirtual()
                .name("look")
                .start(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                places.release();
                                mine.release();
                            }
                        });
        return result(task);
    }

    private void enter(Semaphore places, ProblemType type, String full) {
        try {
            if (!places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failure(type, full);
            }
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private <T> T result(FutureTask<T> task) {
        try {
            return task.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            throw new Failure(
                    ProblemType.EXTERNAL,
                    "The repository's host has not told all within %d s: ask again later, or ask its keepers."
                            .formatted(whole.toSeconds()));
        } catch (InterruptedException _) {
            task.cancel(true);
            throw interrupted();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failed
                    ? failed
                    : new IllegalStateException(e.getCause());
        }
    }

    private static Failure interrupted() {
        Thread.currentThread().interrupt();
        return new Failure(ProblemType.BUSY, "Ratoon is ending: try again in a moment.");
    }
}
