package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.scriptedmodel.Scenarios;
import dev.ratoon.scriptedmodel.ScriptedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One real agent from its create to what its reader sees first of the harness, then a second prompt
 * to it. The model of harnesses that need one is a scripted one, in this process.
 */
record FirstOutput(Target target, int model, Map<String, String> wanted) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void run() throws Exception {
        try (ScriptedModel _ = ScriptedModel.start(model, Scenarios.usual())) {
            Calls calls = Calls.to(target);
            long began = System.nanoTime();
            String agent =
                    JSON.readTree(calls.ask("POST", "/api/agents", wanted)).path("id").asText();
            var times = new LinkedHashMap<String, Long>();
            try (var events =
                    new BufferedReader(
                            new InputStreamReader(
                                    calls.events(agent, 0), StandardCharsets.UTF_8))) {
                follow(events, began, "", times);
                long again = System.nanoTime();
                calls.ask(
                        "POST",
                        "/api/agents/" + agent + "/messages",
                        Map.of("text", String.valueOf(wanted.get("prompt"))));
                follow(events, again, "next ", times);
            }
            calls.ask("DELETE", "/api/agents/" + agent, Map.of());
            times.forEach((what, millis) -> System.out.println(what + "\t" + millis));
        }
    }

    /** Until the turn has ended. */
    private static void follow(
            BufferedReader events, long began, String which, Map<String, Long> times)
            throws IOException {
        var turn = new FirstOfTurn();
        String name = "";
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                long millis = (System.nanoTime() - began) / 1_000_000;
                turn.firstsOf(name, line.substring(6))
                        .forEach(first -> times.putIfAbsent(which + first, millis));
                if (turn.ended()) {
                    return;
                }
            }
        }
        throw new IllegalStateException("the events ended within a turn");
    }
}
