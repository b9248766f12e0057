package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request to the model, whatever API it came by.
 *
 * @param system what the harness instructs it
 * @param users what users said, oldest first
 * @param results the ids of the calls that were answered after the last of these
 * @param tools by name; a tool without a schema takes text
 */
public record Conversation(
        String model,
        boolean stream,
        String system,
        List<String> users,
        List<String> results,
        Map<String, JsonNode> tools) {
    public Conversation {
        users = List.copyOf(users);
        results = List.copyOf(results);
        tools = Map.copyOf(tools);
    }

    /** What is to be done now. */
    public String lastUser() {
        return users.isEmpty() ? "" : users.getLast();
    }

    /** How many replies of the turn have been worked on: their calls carry the number. */
    int step() {
        return results.stream().mapToInt(Call::reply).max().orElse(-1) + 1;
    }
}
