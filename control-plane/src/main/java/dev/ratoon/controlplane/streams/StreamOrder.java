package dev.ratoon.controlplane.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Terminal;
import dev.ratoon.protocol.ToRunner;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stream that somebody wants: what is to run, and in which agent's sandbox. */
record StreamOrder(
        UUID agent, List<String> command, @Nullable String directory, @Nullable Terminal terminal) {
    StreamOrder {
        command = List.copyOf(command);
    }

    ToRunner.OpenStream to(String path, String ticket) {
        return new ToRunner.OpenStream(path, ticket, command, directory, terminal);
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
