package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.scriptedmodel.Scenarios;
import dev.ratoon.scriptedmodel.ScriptedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One real agent from its create to what its reader sees first of the harness, then a second prompt
 * to it. The model of harnesses that need one is a scripted one, in this process.
 */
record FirstOutput(Target target, int model, Map<String, String> wanted) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z.]+)\"");

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

    /** Until the turn has ended; the first of each kind counts. */
    private static void follow(
            BufferedReader events, long began, String which, Map<String, Long> times)
            throws IOException {
        String name = "";
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                String type = name.equals("chunk") ? name : type(line);
                long millis = (System.nanoTime() - began) / 1_000_000;
                times.putIfAbsent(which + type, millis);
                if (List.of("chunk", "said", "tool", "plan").contains(type)) {
                    times.putIfAbsent(which + "output", millis);
                }
                if (type.equals("agent.failed")) {
                    throw new IllegalStateException(line);
                }
                if (type.equals("turn.ended")) {
                    if (!line.contains("\"finished\"")) {
                        throw new IllegalStateException(line);
                    }
                    return;
                }
            }
        }
        throw new IllegalStateException("the events ended within a turn");
    }

    /** The event's own comes before anything of its payload. */
    private static String type(String line) {
        Matcher type = TYPE.matcher(line);
        return type.find() ? type.group(1) : "";
    }
}
