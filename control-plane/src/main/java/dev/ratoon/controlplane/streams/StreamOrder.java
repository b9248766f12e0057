package dev.ratoon.controlplane.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Terminal;
import dev.ratoon.protocol.ToRunner;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream that somebody wants: what is to run, and in which agent's sandbox.
 *
 * @param question to its harness; then nothing runs, and the stream is the answer
 */
record StreamOrder(
        UUID agent,
        List<String> command,
        @Nullable String directory,
        @Nullable Terminal terminal,
        @Nullable String question) {
    StreamOrder {
        command = List.copyOf(command);
    }

    /** For a command. */
    StreamOrder(
            UUID agent,
            List<String> command,
            @Nullable String directory,
            @Nullable Terminal terminal) {
        this(agent, command, directory, terminal, null);
    }

    static StreamOrder asking(UUID agent, String question) {
        return new StreamOrder(agent, List.of(), null, null, question);
    }

    ToRunner to(String path, String ticket) {
        return question == null
                ? new ToRunner.OpenStream(path, ticket, command, directory, terminal)
                : new ToRunner.AskAside(path, ticket, question);
    }

    /** As one process tells another. */
    String json() {
        try {
            return Messages.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    static StreamOrder of(String json) throws Malformed {
        try {
            return Messages.JSON.readValue(json, StreamOrder.class);
        } catch (JsonProcessingException e) {
            throw new Malformed(e.getOriginalMessage());
        }
    }
}
