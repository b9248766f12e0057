package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the model does in a turn.
 *
 * @param asked a text of the user's that names it as well; empty for none
 * @param replies one after the other: after each that calls tools, their results bring the next
 */
public record Scenario(String name, String asked, List<List<Action>> replies) {
    public Scenario {
        replies = replies.stream().map(List::copyOf).toList();
    }

    /** Reads one; {@code README.md} says how they are written. */
    public static Scenario of(JsonNode json) {
        var replies = new ArrayList<List<Action>>();
        for (JsonNode reply : json.path("replies")) {
            var actions = new ArrayList<Action>();
            reply.forEach(action -> actions.add(action(action)));
            replies.add(actions);
        }
        String name = json.path("name").asText();
        if (name.isEmpty() || replies.isEmpty()) {
            throw new IllegalArgumentException("A scenario has a name and replies: " + json);
        }
        return new Scenario(name, json.path("asked").asText(), replies);
    }

    private static Action action(JsonNode json) {
        String kind = json.properties().stream().findFirst().map(e -> e.getKey()).orElse("");
        JsonNode value = json.path(kind);
        return switch (kind) {
            case "say" -> new Action.Say(value.asText().repeat(json.path("times").asInt(1)));
            case "think" -> new Action.Think(value.asText());
            case "edit" -> new Action.Edit(value.asText(), json.path("text").asText());
            case "run" -> new Action.Run(value.asText(), json.path("escalates").asBoolean());
            case "ask" -> new Action.Ask(value.asText(), texts(json.path("options")));
            case "plan" -> new Action.Plan(texts(value));
            case "use" -> new Action.Use(value.asText(), json.path("input"));
            case "fail" -> new Action.Fail(value.asInt(), json.path("times").asInt(1));
            case "stall" -> new Action.Stall(Duration.ofMillis(value.asLong()));
            case "cut" -> new Action.Cut(value.asInt(1));
            case "claim" ->
                    new Action.Claim(
                            value.path("input").asLong(),
                            value.path("cached").asLong(),
                            value.path("output").asLong());
            default -> throw new IllegalArgumentException("No such action: " + json);
        };
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
