package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

@Command(name = "show", description = "One agent, and the messages that wait for it.")
final class ShowCommand extends AgentVerb {
    @Override
    void run() {
        JsonNode found = found();
        JsonNode fresh = api().get(Agents.path(found));
        output().show(fresh, this::forPeople);
    }

    private String forPeople(JsonNode found) {
        var text = new StringBuilder(AgentText.whole(found));
        if (found.path("queued").asInt() > 0) {
            JsonNode queue = api().get(Agents.path(found, "messages"));
            for (JsonNode message : queue.path("messages")) {
                text.append("  waiting     ")
                        .append(Output.text(message, "by"))
                        .append(": ")
                        .append(
                                Visible.inert(message.path("text").asText())
                                        .replace("\n", "\n    "))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
