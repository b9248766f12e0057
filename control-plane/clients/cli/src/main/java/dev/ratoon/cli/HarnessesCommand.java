package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "harnesses",
        description =
                "What can do the thinking: which of them are ready, and what the others need.")
final class HarnessesCommand extends Verb {
    @Override
    void run() {
        output().show(api().get("/api/harnesses"), HarnessesCommand::forPeople);
    }

    private static String forPeople(JsonNode answer) {
        Table table = new Table("HARNESS", "READY", "INSTALLED", "ASKS", "TESTED", "LICENCE");
        List<String> notes = new ArrayList<>();
        for (JsonNode each : answer.path("harnesses")) {
            String name = Output.text(each, "name");
            boolean available = each.path("available").asBoolean();
            table.row(
                    name + (each.path("usual").asBoolean() ? " *" : ""),
                    available ? "yes" : "no",
                    Output.text(each, "installed"),
                    Output.text(each, "asks"),
                    each.path("tested").asBoolean() ? "yes" : "untested",
                    inert(each, "licence"));
            if (!available) {
                notes.add(
                        name
                                + ": "
                                + inert(each, "why")
                                + "\n  Next: "
                                + inert(each, "next"));
            }
            if (each.hasNonNull("installing")) {
                notes.add(name + ": " + inert(each, "installing"));
            }
        }
        return table.render("There are none.")
                + "* without --harness. \"On trust\": what lies in a repository can keep it from"
                + " asking.\n"
                + String.join("\n", notes);
    }

    private static String inert(JsonNode harness, String field) {
        return Visible.inert(harness.path(field).asText());
    }
}
