package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.login.SignedIn;
import dev.ratoon.controlplane.problem.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One open stream of one person. Threads: its own writes, any may end it. */
final class Feed {
    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final Duration PULSE = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);

    final Bell bell = new Bell();
    private final UUID credential;
    private final Runnable hangUp;
    private volatile Actor actor;
    private volatile @Nullable End end;
    private volatile @Nullable SseWriter out;

    /**
     * @param hangUp breaks the connection, also while something is being written to it
     */
    Feed(SignedIn who, UUID credential, Runnable hangUp) {
        this.actor = who.actor();
        this.credential = credential;
        this.hangUp = hangUp;
    }

    /** Why a stream is over, as its reader is told. */
    enum End {
        ENDING("ending", "Ratoon is being stopped. Come back in a moment."),
        SIGNED_OUT("signed-out", "This login has ended. Sign in again: ratoon login"),
        GONE("not-found", "There is no such agent. See: ratoon list"),
        LEFT("left", "Nobody reads this any more."),
        BUSY("busy", "The database does not answer right now. Come back in a moment.");

        private final String data;

        End(String reason, String detail) {
            this.data = "{\"reason\":\"" + reason + "\",\"detail\":\"" + detail + "\"}";
        }
    }

    /** What it is about. Its reader's thread alone uses it. */
    interface Content extends AutoCloseable {
        /** Whether there was anything to say. */
        boolean write(SseWriter out, Actor actor) throws IOException;

        /** What a reader that has all of it goes on from. */
        @Nullable String id();

        @Override
        void close();
    }

    UUID credential() {
        return credential;
    }

    UUID user() {
        return actor.userId();
    }

    /** Who reads it is somebody else now: with other teams, another role. */
    void isNow(Actor other) {
        if (!other.equals(actor)) {
            actor = other;
            bell.ring();
        }
    }

    void end(End why) {
        if (end == null) {
            end = why;
            bell.ring();
        }
    }

    boolean isStuckFor(Duration time) {
        SseWriter writer = out;
        return writer != null && writer.stuckFor(time);
    }

    void hangUp() {
        hangUp.run();
    }

    /** Until the reader leaves or it is ended. */
    void write(OutputStream to, Content content) {
        SseWriter writer = new SseWriter(to);
        out = writer;
        try {
            writer.begin(RETRY);
            goOn(writer, content);
        } catch (IOException e) {
            LOG.debugf("A reader of %s has left: %s", user(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(SseWriter writer, Content content) throws IOException, InterruptedException {
        End why = end;
        while (why == null) {
            if (write(writer, content)) {
                writer.flush();
            } else if (!bell.await(PULSE)) {
                writer.pulse(content.id());
            }
            why = end;
        }
        writer.end(RETRY, why.data);
    }

    private boolean write(SseWriter writer, Content content) throws IOException {
        try {
            return content.write(writer, actor);
        } catch (Failure e) {
            LOG.debugf(e, "A stream of %s ends", user());
            end(End.BUSY);
            return true;
        }
    }
}
