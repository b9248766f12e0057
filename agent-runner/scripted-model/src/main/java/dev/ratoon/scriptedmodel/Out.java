package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a reply is written to: server-sent events, or one document. Threads: one. */
final class Out {
    static final ObjectMapper JSON = new ObjectMapper();
    private final OutputStream out;

    Out(OutputStream out) {
        this.out = out;
    }

    /** The connection is to end here. */
    static final class CutHere extends IOException {
        private static final long serialVersionUID = 1L;
    }

    void event(@Nullable String name, JsonNode data) throws IOException {
        line(name, data.toString());
    }

    void line(@Nullable String name, String data) throws IOException {
        String text = (name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void document(JsonNode json) throws IOException {
        out.write(json.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A silence, or an end. */
    void interlude(Reply.Part part) throws IOException {
        switch (part) {
            case Reply.Part.Silence(Duration time) -> {
                try {
                    Thread.sleep(time);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CutHere();
                }
            }
            case Reply.Part.Cut() -> throw new CutHere();
            case Reply.Part.Text _, Reply.Part.Thought _, Reply.Part.Tool _ -> {}
        }
    }
}
