package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description =
                "What happened to an agent. Without one: the log of this machine's control plane.")
final class LogsCommand extends Verb {
    private static final String PAGE = "500";

    @Parameters(
            arity = "0..1",
            paramLabel = "AGENT",
            description = "Its id, its name, or the beginning of its name.")
    @Nullable String agent;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as it grows, until Ctrl-C.")
    boolean follow;

    @Option(names = "--after", paramLabel = "N", description = "Only what comes after event N.")
    long after;

    @Option(names = "-n", paramLabel = "N", description = "Without an agent: the last N lines.")
    @Nullable Integer lines;

    @Override
    void run() throws IOException {
        if (agent == null) {
            throw LauncherVerbs.elsewhere("logs");
        }
        JsonNode found = new Agents(api()).find(agent);
        if (follow) {
            new Following(ratoon(), found).from(after);
        } else {
            show(found);
        }
    }

    private void show(JsonNode found) {
        LogSink sink = LogSink.of(output());
        long at = after;
        JsonNode events;
        do {
            JsonNode page =
                    api().get(
                                    Paths.query(
                                            Agents.path(found, "events"),
                                            "after",
                                            Long.toString(at),
                                            "limit",
                                            PAGE));
            events = page.path("events");
            events.forEach(sink::event);
            at = page.path("last").asLong(at);
        } while (!events.isEmpty());
    }
}
