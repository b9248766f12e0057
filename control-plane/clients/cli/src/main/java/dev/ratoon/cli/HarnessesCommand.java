package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "harnesses",
        description =
                "What can do the thinking: which of them are ready, and what the others need.")
final class HarnessesCommand extends Verb {
    @Option(
            names = "--install",
            paramLabel = "NAME",
            description = "Begin to install this one, before the first agent that has it.")
    @Nullable String install;

    @Override
    void run() {
        if (install == null) {
            output().show(api().get("/api/harnesses"), HarnessesCommand::forPeople);
        } else {
            output().show(
                            api().post(
                                            Paths.of("/api/harnesses", install, "install"),
                                            Json.object()),
                            HarnessesCommand::installing);
        }
    }

    private static String installing(JsonNode harness) {
        return harness.path("installed").asText().equals("ready")
                ? inert(harness, "title") + " is installed."
                : inert(harness, "title")
                        + " is being installed. "
                        + inert(harness, "installing")
                        + "\nNext: ratoon harnesses";
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
                notes.add(name + ": " + inert(each, "why") + "\n  Next: " + inert(each, "next"));
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
