package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "decisions", description = "What waits for a yes or no.")
final class DecisionsCommand extends Verb {
    @Parameters(
            paramLabel = "AGENT",
            arity = "0..1",
            description = "Of this one only: its id, its name, or the beginning of its name.")
    @Nullable String agent;

    @Override
    void run() {
        JsonNode decisions =
                agent == null
                        ? api().get("/api/decisions")
                        : api().get(Agents.path(new Agents(api()).find(agent), "decisions"));
        output().show(decisions, DecisionsCommand::forPeople);
    }

    private static String forPeople(JsonNode decisions) {
        Table table = new Table("AGENT", "ID", "WHAT IT ASKS", "UNTIL");
        for (JsonNode decision : decisions.path("decisions")) {
            table.row(
                    Output.text(decision, "agentName"),
                    Output.ending(decision, "id"),
                    OpenDecision.mark(decision)
                            + Visible.exact(decision.path("title").asText()).replace('\n', ' '),
                    Output.moment(decision, "expiresAt"));
        }
        return table.render("Nothing waits for a decision.");
    }
}
