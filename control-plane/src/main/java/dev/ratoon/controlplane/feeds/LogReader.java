package dev.ratoon.controlplane.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import java.io.IOException;
import java.util.UUID;

/** One reader of one log, for as long as it may read it. */
final class LogReader implements AutoCloseable {
    private final UUID agent;
    private final Resource.Owned owned;
    private final Follower follower;
    private final ObjectMapper json;
    private long at;

    LogReader(UUID agent, Resource.Owned owned, Follower follower, long after, ObjectMapper json) {
        this.agent = agent;
        this.owned = owned;
        this.follower = follower;
        this.json = json;
        this.at = after;
    }

    /** How what is read is written down. */
    interface Form {
        void event(long seq, String event) throws IOException;

        void chunk(String chunk) throws IOException;
    }

    UUID agent() {
        return agent;
    }

    /** The last event that was written. */
    long at() {
        return at;
    }

    boolean isFor(Actor actor) {
        return Authority.decide(actor, owned, Verb.READ_AGENT) instanceof Decision.Allowed;
    }

    /** Whether there was anything to say. */
    boolean write(Form form) throws IOException {
        var items = follower.next();
        for (Follower.Item item : items) {
            switch (item) {
                case Follower.Item.Logged(var event) -> {
                    at = event.seq();
                    form.event(at, text(EventView.of(event)));
                }
                case Follower.Item.Live(var chunk) -> form.chunk(text(chunk));
            }
        }
        return !items.isEmpty();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
