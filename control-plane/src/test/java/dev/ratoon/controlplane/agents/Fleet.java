package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.login.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One user's agents, over the API. */
public record Fleet(Api api, GitRepository repository) {
    public String start(String mode, String prompt) {
        return start(mode, prompt, Map.of());
    }

    public String start(String mode, String prompt, Map<String, Object> more) {
        Map<String, Object> asked = new HashMap<>(more);
        asked.put("repository", repository.folder().toString());
        asked.put("mode", mode);
        asked.put("prompt", prompt);
        Api.Answer answer = api.post("/api/agents", asked);
        assertEquals(201, answer.status(), answer.body()::toString);
        return answer.text("id");
    }

    public JsonNode agent(String id) {
        return api.get("/api/agents/" + id).body();
    }

    public String state(String id) {
        return agent(id).path("state").asText();
    }

    public JsonNode await(String id, String state) throws Exception {
        return Eventually.get(
                "agent " + state + "\n" + log(id),
                () -> agent(id),
                agent -> agent.path("state").asText().equals(state));
    }

    /** Its first turn is given: what works before that has a message only. */
    public void awaitBegun(String id) throws Exception {
        Eventually.get(
                "a turn\n" + log(id), () -> events(id, "turn.given"), given -> !given.isEmpty());
    }

    /** The agent after its turn of that number has ended. */
    public JsonNode awaitTurn(String id, int turn) throws Exception {
        Eventually.get(
                "the end of turn " + turn,
                () -> events(id),
                events ->
                        events.stream()
                                .anyMatch(
                                        e ->
                                                is(e, "turn.ended")
                                                        && e.path("payload").path("turn").asInt()
                                                                == turn));
        return agent(id);
    }

    public List<JsonNode> events(String id) {
        List<JsonNode> events = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page =
                    api.get("/api/agents/" + id + "/events?limit=1000&after=" + after).body();
            page.path("events").forEach(events::add);
            if (page.path("events").isEmpty()) {
                return events;
            }
            after = page.path("last").asLong();
        }
    }

    public List<JsonNode> events(String id, String type) {
        return events(id).stream().filter(event -> is(event, type)).toList();
    }

    public static boolean is(JsonNode event, String type) {
        return event.path("type").asText().equals(type);
    }

    /** How a turn has ended, in one word. */
    public String outcome(String id, int turn) {
        return events(id, "turn.ended").stream()
                .filter(event -> event.path("payload").path("turn").asInt() == turn)
                .map(event -> event.path("payload").path("outcome").asText())
                .findFirst()
                .orElse("none");
    }

    /** All that its tool calls have printed, as far as the log tells. */
    public String printed(String id) {
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events(id, "tool")) {
            JsonNode update = event.path("payload").path("update");
            if (update.path("status").asText().equals("completed")
                    || update.path("status").asText().equals("failed")) {
                for (JsonNode part : update.path("content")) {
                    text.append(part.path("content").path("text").asText());
                }
            }
        }
        return text.toString();
    }

    public JsonNode awaitDecision(String id) throws Exception {
        return Eventually.get(
                "a decision",
                () -> api.get("/api/agents/" + id + "/decisions").body().path("decisions").path(0),
                decision -> !decision.isMissingNode());
    }

    /** The one that is asked after that one was answered. */
    public JsonNode awaitDecisionAfter(String id, JsonNode answered) throws Exception {
        return Eventually.get(
                "another decision",
                () -> awaitDecision(id),
                decision -> !decision.path("id").equals(answered.path("id")));
    }

    public Api.Answer answer(String id, JsonNode decision, Map<String, Object> answer) {
        Map<String, Object> body = new HashMap<>(answer);
        body.putIfAbsent("digest", decision.path("digest").asText());
        return api.post("/api/agents/" + id + "/decisions/" + decision.path("id").asText(), body);
    }

    public String log(String id) {
        StringBuilder text = new StringBuilder();
        events(id)
                .forEach(
                        e ->
                                text.append(e.path("seq"))
                                        .append(' ')
                                        .append(e.path("type").asText())
                                        .append('\n'));
        return text.toString();
    }
}
