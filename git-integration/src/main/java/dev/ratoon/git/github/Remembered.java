package dev.ratoon.git.github;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lists that are known for a while. One at a time is asked for: who types meanwhile waits for that
 * answer. Where GitHub cannot be asked, an older list is better than none, and is called so.
 */
final class Remembered<T> {
    private static final int MOST = 20;

    private final Duration fresh;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, Listing<T>> known = new LinkedHashMap<>(16, 0.75f, true);

    Remembered(Duration fresh, Clock clock) {
        this.fresh = fresh;
        this.clock = clock;
    }

    /** The list by that name, and what is made of it. */
    Answered<Found<T>> find(
            String key, Supplier<Answered<Listing<T>>> asked, Function<Of<T>, Found<T>> found) {
        // What is fresh waits for nobody who asks for something else.
        Optional<Listing<T>> fresh = fresh(key);
        if (fresh.isPresent()) {
            return answer(fresh.get(), Optional.empty(), found);
        }
        asking.lock();
        try {
            Optional<Listing<T>> meanwhile = fresh(key);
            return meanwhile.isPresent()
                    ? answer(meanwhile.get(), Optional.empty(), found)
                    : asked(key, asked.get(), found);
        } finally {
            asking.unlock();
        }
    }

    private Answered<Found<T>> asked(
            String key, Answered<Listing<T>> answered, Function<Of<T>, Found<T>> found) {
        return switch (answered) {
            case Answered.With<Listing<T>>(var listing) -> {
                keep(key, listing);
                yield answer(listing, Optional.empty(), found);
            }
            case Answered.Not<Listing<T>>(var trouble) -> {
                Optional<Listing<T>> before = before(key, trouble);
                yield before.isPresent()
                        ? answer(before.get(), Optional.of(trouble), found)
                        : new Answered.Not<>(trouble);
            }
        };
    }

    private static <T> Answered<Found<T>> answer(
            Listing<T> listing, Optional<Trouble> stale, Function<Of<T>, Found<T>> found) {
        return new Answered.With<>(found.apply(new Of<>(listing, stale)));
    }

    /** A list, and why it is not newer. */
    record Of<T>(Listing<T> listing, Optional<Trouble> stale) {}

    private Optional<Listing<T>> fresh(String key) {
        synchronized (known) {
            return Optional.ofNullable(known.get(key))
                    .filter(listing -> clock.instant().isBefore(listing.asOf().plus(fresh)));
        }
    }

    /**
     * What is shown in place of what GitHub does not say; none if it is not to be shown any more.
     */
    private Optional<Listing<T>> before(String key, Trouble trouble) {
        synchronized (known) {
            if (!passes(trouble)) {
                known.remove(key);
            }
            return Optional.ofNullable(known.get(key));
        }
    }

    private void keep(String key, Listing<T> listing) {
        synchronized (known) {
            known.put(key, listing);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    /** Whether it says nothing of what the token may see. */
    private static boolean passes(Trouble trouble) {
        return switch (trouble) {
            case Trouble.AskLater _, Trouble.Unreachable _ -> true;
            case Trouble.TokenRefused _,
                    Trouble.NotAllowed _,
                    Trouble.NotTaken _,
                    Trouble.SignOnNeeded _,
                    Trouble.NotFound _,
                    Trouble.Strange _ ->
                    false;
        };
    }
}
