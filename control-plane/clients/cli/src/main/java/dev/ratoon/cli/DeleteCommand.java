package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "delete", description = "End an agent and remove its files, after a while to undo.")
final class DeleteCommand extends AgentVerb {
    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(names = "--undo", description = "Bring it back, while that is possible.")
    boolean undo;

    @Override
    void run() {
        JsonNode found = found();
        String name = Output.text(found, "name");
        if (undo) {
            JsonNode back = api().post(Agents.path(found, "restore"), Json.object());
            output().show(back, AgentText::line);
            return;
        }
        if (!yes) {
            Confirmation.of(
                    ratoon().around(),
                    "This ends " + name + ", and later removes its files.",
                    "Nothing was deleted.");
        }
        JsonNode gone = api().delete(Agents.path(found));
        output().show(
                        gone,
                        agent ->
                                name
                                        + " is deleted. Until "
                                        + Output.moment(agent, "deletedUntil")
                                        + " it can be brought back: ratoon delete --undo "
                                        + name);
    }
}
