package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The log of an agent as it grows, without a gap or a repeat: after a broken connection it goes on
 * behind the last event that was shown, for as long as it takes.
 */
final class Following {
    /** The control plane says something every 15 s, if only that it is there. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Ratoon ratoon;
    private final String path;
    private final LogSink sink;
    private long last;
    private long gapAt = -1;
    private boolean connectedOnce;
    private boolean told;
    private Duration pause = FIRST_PAUSE;

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
        while (true) {
            boolean came = false;
            // Asked anew each time: a control plane that was started again has other tokens.
            try (Sse events = new Sse(ratoon.api().events(path, last, SILENCE))) {
                connectedOnce = true;
                came = read(events);
            } catch (IOException e) {
                came = false;
            } catch (CommandFailure e) {
                if (!connectedOnce || !passing(e)) {
                    throw e;
                }
            }
            pause(came);
        }
    }

    /** Whether waiting may help. */
    private static boolean passing(CommandFailure e) {
        JsonNode problem = e.problem();
        return e.exit() == Exit.UNREACHABLE
                || (problem != null && problem.path("status").asInt() >= 500);
    }

    private boolean read(Sse events) throws IOException {
        boolean came = false;
        for (Sse.Event event = events.next(); event != null; event = events.next()) {
            came = true;
            told = false;
            pause = FIRST_PAUSE;
            JsonNode data = Json.read(event.data());
            if (event.name().equals("chunk")) {
                sink.chunk(data);
            } else if (event.name().equals("event") && !logged(data)) {
                return true;
            }
        }
        return came;
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

    private void pause(boolean came) throws IOException {
        if (!came && !told) {
            told = true;
            ratoon.output().aside("The connection is lost. Trying again; Ctrl-C ends it.");
        }
        try {
            Thread.sleep(
                    RandomGenerator.getDefault().nextLong(pause.toMillis() / 2, pause.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
