package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Give an agent another title; its name and branch stay.")
final class RenameCommand extends AgentVerb {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TITLE", description = "The title.")
    List<String> words = List.of();

    @Override
    void run() {
        JsonNode asked = Json.object("title", String.join(" ", words));
        JsonNode renamed = api().patch(Agents.path(found()), asked);
        output().show(
                        renamed,
                        agent ->
                                Output.text(agent, "name")
                                        + " is now \""
                                        + Visible.inert(agent.path("title").asText())
                                        + "\"");
    }
}
