package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of agents as it changes. A connection that breaks is made again from where the last one
 * ended; when the control plane begins anew, only what is different is told.
 */
final class FleetFollowing {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Ratoon ratoon;
    private final String path;
    private final Map<String, JsonNode> known = new LinkedHashMap<>();
    private @Nullable Map<String, JsonNode> coming;
    private boolean shown;
    private @Nullable String last;

    FleetFollowing(Ratoon ratoon, String path) {
        this.ratoon = ratoon;
        this.path = path;
    }

    /** Until the process is ended. */
    void forEver() throws IOException {
        new Reconnecting(ratoon)
                .forEver((api, silence) -> api.events(path, last, silence), this::read);
    }

    private void read(Sse events) throws IOException {
        // What came of a list that broke off comes again.
        coming = null;
        for (Sse.Event event = events.next(); event != null; event = events.next()) {
            JsonNode data = Json.read(event.data());
            switch (event.name()) {
                case "fleet" -> coming = new LinkedHashMap<>();
                case "agent" -> agent(data);
                case "agent-gone" -> gone(Output.text(data, "id"));
                case "fleet-complete" -> complete();
                default -> {
                    // A newer control plane says more.
                }
            }
            last = events.lastId();
        }
        last = events.lastId();
    }

    private void agent(JsonNode agent) {
        if (coming == null) {
            changed(agent);
        } else {
            coming.put(Output.text(agent, "id"), agent);
        }
    }

    private void complete() {
        Map<String, JsonNode> all = coming == null ? Map.of() : coming;
        coming = null;
        if (shown) {
            List.copyOf(known.keySet()).stream()
                    .filter(id -> !all.containsKey(id))
                    .forEach(this::gone);
            all.values().forEach(this::changed);
            return;
        }
        shown = true;
        known.putAll(all);
        if (output().json()) {
            all.values().forEach(agent -> output().line(Json.compact(agent)));
        } else {
            output().line(AgentText.table(all.values()).stripTrailing());
        }
    }

    private void changed(JsonNode agent) {
        JsonNode before = known.put(Output.text(agent, "id"), agent);
        if (output().json()) {
            if (!agent.equals(before)) {
                output().line(Json.compact(agent));
            }
        } else if (before == null || !AgentText.line(agent).equals(AgentText.line(before))) {
            say(AgentText.line(agent));
        }
    }

    private void gone(String id) {
        JsonNode before = known.remove(id);
        if (before == null) {
            return;
        }
        if (output().json()) {
            ObjectNode gone = Json.object("id", id);
            gone.put("gone", true);
            output().line(Json.compact(gone));
        } else {
            say(Output.text(before, "name") + ": no longer in this list");
        }
    }

    private void say(String line) {
        output().line(TIME.format(LocalTime.now(ZoneId.systemDefault())) + "  " + line);
    }

    private Output output() {
        return ratoon.output();
    }
}
