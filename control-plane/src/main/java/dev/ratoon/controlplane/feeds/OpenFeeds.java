package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.HangUp;
import dev.ratoon.controlplane.login.Current;
import dev.ratoon.controlplane.login.SignedIn;
import dev.ratoon.controlplane.login.Standing;
import dev.ratoon.controlplane.operations.Ending;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All streams that are open in this process. While there is one, a thread looks twice a second,
 * with the same four queries for all of them, who may still read, and hangs up on those who take
 * nothing; at the end of the process all of them end first.
 */
@Singleton
class OpenFeeds {
    private static final Logger LOG = Logger.getLogger(OpenFeeds.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Without an answer for that long nobody is known to be allowed anything. */
    private static final Duration TRUST = Duration.ofSeconds(15);

    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Duration ENOUGH = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(10);

    private final CurrentVertxRequest request;
    private final Current current;
    private final Standing standing;
    private final Ending ending;
    private final FeedsConfig config;
    private final Set<Feed> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Thread watch;

    OpenFeeds(
            CurrentVertxRequest request,
            Current current,
            Standing standing,
            Ending ending,
            FeedsConfig config) {
        this.request = request;
        this.current = current;
        this.standing = standing;
        this.ending = ending;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        ending.whenItBegins(() -> Thread.ofVirtual().name("end of feeds").start(this::endAll));
    }

    /** Whoever is left reads no more, and nobody is asked about them: the database may be gone. */
    void end(@Observes ShutdownEvent ended) throws InterruptedException {
        Thread watching;
        synchronized (this) {
            over.countDown();
            watching = watch;
        }
        open.forEach(Feed::hangUp);
        if (watching != null) {
            watching.join(ENOUGH);
        }
    }

    /** For whoever makes the request that is being served. */
    Response answer(Function<Feed, Feed.Content> about) {
        RoutingContext context = request.getCurrent();
        Feed feed = open(current.signedIn(), HangUp.on(context.request()));
        // Also when the connection breaks before or while it is written to.
        context.addEndHandler(_ -> close(feed));
        StreamingOutput body =
                out -> {
                    try (Feed.Content content = about.apply(feed)) {
                        feed.write(out, content);
                    } finally {
                        close(feed);
                    }
                };
        return Response.ok(body, MediaType.SERVER_SENT_EVENTS)
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private synchronized Feed open(SignedIn who, Runnable hangUp) {
        UUID user = who.actor().userId();
        if (open.stream().filter(feed -> feed.user().equals(user)).count() >= config.perUser()) {
            throw new Failure(
                    ProblemType.TOO_MANY_STREAMS,
                    "You have "
                            + config.perUser()
                            + " streams open here, and that is the most (ratoon.feeds.per-user)."
                            + " Close some: tabs, or clients that follow.");
        }
        // Tickets are for WebSockets: whoever reads has a session or a token.
        Feed feed = new Feed(who, Objects.requireNonNull(who.credential()), hangUp);
        open.add(feed);
        if (ending.hasBegun()) {
            feed.end(Feed.End.ENDING);
        }
        if (watch == null && over.getCount() > 0) {
            watch = Thread.ofVirtual().name("rights of readers").start(this::watch);
        }
        return feed;
    }

    private void close(Feed feed) {
        open.remove(feed);
        feed.end(Feed.End.LEFT);
    }

    int count() {
        return open.size();
    }

    synchronized boolean isWatched() {
        return watch != null;
    }

    private void watch() {
        long asked = System.nanoTime();
        while (goesOn()) {
            try {
                long now = System.nanoTime();
                look();
                asked = now;
            } catch (RuntimeException e) {
                LOG.debugf(e, "Nobody can be asked who may still read");
                if (System.nanoTime() - asked > TRUST.toNanos()) {
                    open.forEach(feed -> feed.end(Feed.End.BUSY));
                }
            }
            open.stream().filter(feed -> feed.isStuckFor(config.patience())).forEach(Feed::hangUp);
            pauseUnlessOver();
        }
    }

    /** While nothing is open there is no thread. */
    private synchronized boolean goesOn() {
        if (over.getCount() == 0 || open.isEmpty()) {
            watch = null;
            return false;
        }
        return true;
    }

    private void look() {
        Set<Feed> now = Set.copyOf(open);
        Map<UUID, Actor> known =
                standing.of(now.stream().map(Feed::credential).collect(Collectors.toSet()));
        for (Feed feed : now) {
            Actor actor = known.get(feed.credential());
            if (actor == null) {
                feed.end(Feed.End.SIGNED_OUT);
            } else {
                feed.isNow(actor);
            }
        }
    }

    /** Each gets its last words; who does not take them is not waited for. */
    private void endAll() {
        open.forEach(feed -> feed.end(Feed.End.ENDING));
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            pause(SOON);
        }
        open.forEach(Feed::hangUp);
    }

    private void pauseUnlessOver() {
        try {
            over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
