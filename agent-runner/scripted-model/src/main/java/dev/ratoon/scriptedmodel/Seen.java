package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request as it came.
 *
 * @param headers by their names in lower case
 * @param body as JSON; missing where it is none
 */
public record Seen(
        String method,
        String path,
        Map<String, List<String>> headers,
        JsonNode body,
        Conversation conversation) {
    public Seen {
        headers = Map.copyOf(headers);
    }

    /** A call beside the work: for a title and the like. */
    public boolean isExtra() {
        return Extra.answer(conversation).isPresent();
    }

    /** Whether it begins a turn: no tool was called in it yet. */
    public boolean begins() {
        return method.equals("POST") && !isExtra() && conversation.step() == 0;
    }
}
