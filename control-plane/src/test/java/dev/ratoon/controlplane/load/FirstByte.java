package dev.ratoon.controlplane.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * From a prompt to what its reader sees first of the harness, in a real sandbox that is warm: all
 * of it is our share but for the harness's own moment.
 */
record FirstByte(Target target, String agent, int times) {
    private static final int WARMING = 10;

    void run() throws IOException, InterruptedException {
        Calls calls = Calls.to(target);
        var given = new Latencies();
        var begun = new Latencies();
        var first = new Latencies();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(calls.events(agent, 0), StandardCharsets.UTF_8))) {
            for (int i = 0; i < WARMING + times; i++) {
                String mark = "mark-" + i + "-";
                long sent = System.nanoTime();
                calls.post("/api/agents/" + agent + "/messages", Map.of("text", "echo " + mark));
                awaitOne(reader, "\"message.sent\"", mark);
                long turn = awaitOne(reader, "\"turn.given\"", mark);
                long started = awaitOne(reader, "\"turn.started\"", "");
                long seen = awaitOne(reader, "\"tool\"", mark);
                awaitOne(reader, "\"turn.ended\"", "");
                if (i >= WARMING) {
                    given.add(turn - sent);
                    begun.add(started - sent);
                    first.add(seen - sent);
                }
            }
        }
        System.out.println(given.line("prompt -> given to the runner"));
        System.out.println(begun.line("prompt -> the harness has it"));
        System.out.println(first.line("prompt -> first of the harness, as read"));
    }

    private static long awaitOne(BufferedReader reader, String type, String mark)
            throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("data:")
                    && line.contains("\"type\":" + type)
                    && line.contains(mark)) {
                return System.nanoTime();
            }
        }
        throw new IllegalStateException("the events ended before " + type);
    }
}
