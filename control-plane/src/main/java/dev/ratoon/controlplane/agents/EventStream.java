package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Server-sent events, written as they come; a comment now and then finds out who has left. */
final class EventStream {
    private static final Duration PULSE = Duration.ofSeconds(15);

    private final OutputStream out;
    private final ObjectMapper json;

    EventStream(OutputStream out, ObjectMapper json) {
        this.out = out;
        this.json = json;
    }

    void follow(Follower follower) throws IOException {
        try {
            out.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (true) {
                var items = follower.next(PULSE);
                StringBuilder text = new StringBuilder();
                for (Follower.Item item : items) {
                    switch (item) {
                        case Follower.Item.Logged(var event) -> {
                            text.append("id: ").append(event.seq()).append("\nevent: event\n");
                            data(text, json.writeValueAsString(EventView.of(event)));
                        }
                        case Follower.Item.Live(var chunk) -> {
                            text.append("event: chunk\n");
                            data(text, json.writeValueAsString(chunk));
                        }
                    }
                }
                out.write(
                        (text.isEmpty() ? ": still here\n\n" : text.toString())
                                .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A payload may have line ends of its own, and each line is a data line. */
    private static void data(StringBuilder text, String value) {
        for (String line : value.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        text.append('\n');
    }
}
