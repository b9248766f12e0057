package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From what a person types to an agent: its id, its name, or a beginning that no other has. */
record Agents(Api api) {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final String PAGE = "200";

    static String path(JsonNode agent, String... more) {
        return Paths.of(Paths.of("/api/agents", agent.path("id").asText()), more);
    }

    JsonNode find(String typed) {
        if (ID.matcher(typed).matches()) {
            return api.get(Paths.of("/api/agents", typed.toLowerCase(Locale.ROOT)));
        }
        JsonNode living = among(all(null, typed), typed);
        JsonNode found = living == null ? among(all("deleted", typed), typed) : living;
        if (found == null) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "There is no agent whose name begins with '" + typed + "'.",
                    "ratoon list");
        }
        return found;
    }

    /** All pages of one question. */
    List<JsonNode> all(@Nullable String state, @Nullable String words) {
        var agents = new ArrayList<JsonNode>();
        String cursor = null;
        do {
            JsonNode page = page(state, words, cursor);
            page.path("agents").forEach(agents::add);
            cursor = page.path("next").isTextual() ? page.path("next").asText() : null;
        } while (cursor != null);
        return agents;
    }

    private JsonNode page(@Nullable String state, @Nullable String words, @Nullable String cursor) {
        return api.get(
                Paths.query(
                        "/api/agents",
                        "state",
                        state,
                        "q",
                        words,
                        "cursor",
                        cursor,
                        "limit",
                        PAGE));
    }

    private static @Nullable JsonNode among(List<JsonNode> agents, String typed) {
        String start = typed.toLowerCase(Locale.ROOT);
        var matching = new ArrayList<JsonNode>();
        for (JsonNode agent : agents) {
            String name = agent.path("name").asText();
            if (name.equals(start)) {
                return agent;
            }
            if (name.startsWith(start)) {
                matching.add(agent);
            }
        }
        if (matching.size() > 1) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "More than one agent's name begins with '" + typed + "':" + names(matching),
                    "Type more of the name");
        }
        return matching.isEmpty() ? null : matching.getFirst();
    }

    private static String names(List<JsonNode> agents) {
        var names = new StringBuilder();
        agents.forEach(agent -> names.append("\n  ").append(Output.text(agent, "name")));
        return names.toString();
    }
}
