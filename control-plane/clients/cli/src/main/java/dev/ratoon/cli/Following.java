package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * The log of an agent as it grows, without a gap or a repeat: after a broken connection it goes on
 * behind the last event that was shown, for as long as it takes.
 */
final class Following {
    private final Ratoon ratoon;
    private final String path;
    private final LogSink sink;
    private long last;
    private long gapAt = -1;

    Following(Ratoon ratoon, JsonNode agent) {
        this(ratoon, Agents.path(agent, "events"), LogSink.of(ratoon.output()));
    }

    Following(Ratoon ratoon, String path, LogSink sink) {
        this.ratoon = ratoon;
        this.path = path;
        this.sink = sink;
    }

    /** Until the process is ended. */
    void from(long after) throws IOException {
        last = after;
        new Reconnecting(ratoon)
                .forEver(
                        (api, silence) -> api.events(path, Long.toString(last), silence),
                        this::read);
    }

    private void read(Sse events) throws IOException {
        for (Sse.Event event = events.next(); event != null; event = events.next()) {
            JsonNode data = Json.read(event.data());
            if (event.name().equals("chunk")) {
                sink.chunk(data);
            } else if (event.name().equals("event") && !logged(data)) {
                return;
            }
        }
    }

    /** False when events are missing before this one: they are asked for again, once. */
    private boolean logged(JsonNode event) {
        long seq = event.path("seq").asLong();
        if (seq <= last) {
            return true;
        }
        if (seq > last + 1 && gapAt != last) {
            gapAt = last;
            return false;
        }
        last = seq;
        sink.event(event);
        return true;
    }
}
