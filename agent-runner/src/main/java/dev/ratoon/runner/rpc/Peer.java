package dev.ratoon.runner.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of two that talk. Threads: {@link #listen} is one thread, and calls the other side's words
 * and our answers on it, in their order; any send.
 */
public final class Peer {
    public static final int UNKNOWN_METHOD = -32601;
    public static final int INVALID_PARAMETERS = -32602;
    public static final int FAILED = -32603;

    /** They go into events, which must fit into the log: the end of a turn is one. */
    private static final int LONGEST_WORDS = 10_000;

    private final InputStream in;
    private final OutputStream out;
    private final int longest;
    private final Heard heard;
    private final Map<Long, Reply> waiting = new HashMap<>();
    private long lastId;
    private boolean over;

    /** What the other side says of itself. On the listening thread. */
    public interface Heard {
        void notification(String method, JsonNode params);

        /**
         * Asks something; {@link Peer#answer} or {@link Peer#refuse} with the id, now or later.
         *
         * @param raw the parameters as they came
         */
        void request(JsonNode id, String method, JsonNode params, String raw);

        /** A line that is no message. */
        void garbage(byte[] line);
    }

    /** The end of a request of ours. On the listening thread, or that of whoever asked. */
    public interface Reply {
        void result(JsonNode result);

        /** In the other side's words. */
        void error(int code, String words);

        /** There will be no answer: the other side is gone. */
        void gone(String why);
    }

    public Peer(InputStream in, OutputStream out, int longest, Heard heard) {
        this.in = in;
        this.out = out;
        this.longest = longest;
        this.heard = heard;
    }

    /** Until the other side ends. Whoever waits for a reply hears so too. */
    public void listen() throws IOException {
        var lines = new Lines(in, longest);
        String why = "it has ended";
        try {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get().length > 0) {
                    take(line.get());
                }
            }
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
            throw e;
        } finally {
            abandon(why);
        }
    }

    private void take(byte[] line) throws IOException {
        if (holdsNul(line)) {
            // No JSON does; and with NULs, a reader could take it for another encoding.
            heard.garbage(line);
            return;
        }
        JsonNode message;
        try {
            message = Messages.JSON.readTree(line);
        } catch (IOException e) {
            heard.garbage(line);
            return;
        }
        if (!message.isObject()) {
            heard.garbage(line);
            return;
        }
        JsonNode id = message.get("id");
        String method = message.path("method").asText("");
        if (!method.isEmpty() && id != null) {
            heard.request(id, method, message.path("params"), Raw.field(line, "params"));
        } else if (!method.isEmpty()) {
            heard.notification(method, message.path("params"));
        } else if (id != null && id.isIntegralNumber()) {
            end(id.asLong(), message);
        } else {
            heard.garbage(line);
        }
    }

    private static boolean holdsNul(byte[] line) {
        for (byte one : line) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    private void end(long id, JsonNode message) {
        Reply reply;
        synchronized (waiting) {
            reply = waiting.remove(id);
        }
        if (reply == null) {
            return;
        }
        JsonNode error = message.get("error");
        if (error == null || error.isNull()) {
            reply.result(message.path("result"));
        } else {
            reply.error(error.path("code").asInt(), words(error));
        }
    }

    private static String words(JsonNode error) {
        JsonNode details = error.path("data").path("details");
        String words = error.path("message").asText("no reason given");
        String all = details.isTextual() ? words + ": " + details.asText() : words;
        return all.length() <= LONGEST_WORDS ? all : all.substring(0, LONGEST_WORDS) + " ...";
    }

    public void request(String method, JsonNode params, Reply reply) {
        long id;
        synchronized (waiting) {
            id = ++lastId;
            if (!over) {
                waiting.put(id, reply);
            }
        }
        ObjectNode message = message().put("id", id).put("method", method);
        message.set("params", params);
        if (!send(message)) {
            synchronized (waiting) {
                if (waiting.remove(id) == null && !over) {
                    return;
                }
            }
            reply.gone("it does not listen any more");
        }
    }

    public void notify(String method, JsonNode params) {
        ObjectNode message = message().put("method", method);
        message.set("params", params);
        send(message);
    }

    public void answer(JsonNode id, JsonNode result) {
        ObjectNode message = message();
        message.set("id", id);
        message.set("result", result);
        send(message);
    }

    public void refuse(JsonNode id, int code, String words) {
        ObjectNode message = message();
        message.set("id", id);
        message.putObject("error").put("code", code).put("message", words);
        send(message);
    }

    private void abandon(String why) {
        Map<Long, Reply> left;
        synchronized (waiting) {
            over = true;
            left = Map.copyOf(waiting);
            waiting.clear();
        }
        left.values().forEach(reply -> reply.gone(why));
    }

    /** False when nobody listens; listen ends then too. */
    private boolean send(ObjectNode message) {
        synchronized (waiting) {
            if (over) {
                return false;
            }
        }
        try {
            byte[] text =
                    Messages.JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
            byte[] line = Arrays.copyOf(text, text.length + 1);
            line[text.length] = '\n';
            synchronized (out) {
                out.write(line);
                out.flush();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ObjectNode message() {
        return Messages.JSON.createObjectNode().put("jsonrpc", "2.0");
    }

    /** Null-safe access to what may be no text. */
    public static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
