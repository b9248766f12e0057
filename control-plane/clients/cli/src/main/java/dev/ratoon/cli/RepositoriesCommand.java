package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "repositories",
        description = "The repositories that your GitHub account reaches, the newest work first.")
final class RepositoriesCommand extends Verb {
    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "Each stands in the name; or one OWNER/NAME in full.")
    List<String> words = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "As many at most (${DEFAULT-VALUE}).")
    int limit;

    @Override
    void run() {
        JsonNode found =
                api().get(
                                Paths.query(
                                        "/api/github/repositories",
                                        "q",
                                        words.isEmpty() ? null : String.join(" ", words),
                                        "limit",
                                        Integer.toString(limit)));
        output().show(found, RepositoriesCommand::table);
        Remarks.on(found, output(), "repositories");
    }

    private static String table(JsonNode found) {
        Table table = new Table("REPOSITORY", "KIND", "PUSHED", "ABOUT");
        found.path("repositories")
                .forEach(
                        one ->
                                table.row(
                                        Output.text(one, "name"),
                                        kind(one),
                                        Output.dayOrTime(one, "pushedAt"),
                                        Output.text(one, "description").replace('\n', ' ')));
        return table.render("No repository that the token reaches fits.");
    }

    private static String kind(JsonNode one) {
        var kind = new ArrayList<String>();
        kind.add(one.path("isPrivate").asBoolean() ? "private" : "public");
        if (one.path("archived").asBoolean()) {
            kind.add("archived");
        }
        if (!one.path("mayPush").asBoolean()) {
            kind.add("read only");
        }
        return String.join(", ", kind);
    }
}
