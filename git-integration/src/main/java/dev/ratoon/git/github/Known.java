package dev.ratoon.git.github;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists that are known for a while. One at a time is asked for: who types meanwhile waits for that
 * answer. Where GitHub cannot be asked, an older list is better than none, and is called so.
 */
final class Known<T> {
    private static final int MOST = 20;

    private final Duration fresh;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, Listing<T>> known = new LinkedHashMap<>(16, 0.75f, true);

    Known(Duration fresh, Clock clock) {
        this.fresh = fresh;
        this.clock = clock;
    }

    /** The list by that name, and what is made of it. */
    Answered<Found<T>> find(
            String key, Supplier<Answered<Listing<T>>> asked, Function<Of<T>, Found<T>> found) {
        asking.lock();
        try {
            @Nullable Listing<T> before = known.get(key);
            if (before != null && clock.instant().isBefore(before.asOf().plus(fresh))) {
                return new Answered.With<>(found.apply(new Of<>(before, Optional.empty())));
            }
            return switch (asked.get()) {
                case Answered.With<Listing<T>>(var listing) -> {
                    keep(key, listing);
                    yield new Answered.With<>(found.apply(new Of<>(listing, Optional.empty())));
                }
                case Answered.Not<Listing<T>>(var trouble) -> {
                    if (before != null && passes(trouble)) {
                        yield new Answered.With<>(
                                found.apply(new Of<>(before, Optional.of(trouble))));
                    }
                    known.remove(key);
                    yield new Answered.Not<>(trouble);
                }
            };
        } finally {
            asking.unlock();
        }
    }

    /** A list, and why it is not newer. */
    record Of<T>(Listing<T> listing, Optional<Trouble> stale) {}

    private void keep(String key, Listing<T> listing) {
        known.put(key, listing);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** Whether it says nothing of what the token may see. */
    private static boolean passes(Trouble trouble) {
        return switch (trouble) {
            case Trouble.AskLater _, Trouble.Unreachable _ -> true;
            case Trouble.TokenRefused _,
                    Trouble.NotAllowed _,
                    Trouble.SignOnNeeded _,
                    Trouble.NotFound _,
                    Trouble.Strange _ ->
                    false;
        };
    }
}
