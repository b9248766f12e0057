package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        description = "Models that are known by name, and what they cost; others can be named too.")
@SuppressWarnings("NullAway.Init")
final class ModelsCommand extends Verb {
    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "Each stands in the model's name.")
    List<String> words = List.of();

    @Override
    void run() {
        output().show(api().get("/api/models"), this::table);
    }

    private String table(JsonNode answer) {
        String usual = Output.text(answer, "usual");
        Table table = new Table("MODEL", "INPUT", "CACHED", "OUTPUT");
        for (JsonNode each : answer.path("models")) {
            String name = Output.text(each, "name");
            if (words.stream().allMatch(name::contains)) {
                table.row(
                        name + (name.equals(usual) ? " *" : ""),
                        "$" + Output.text(each, "input"),
                        "$" + Output.text(each, "cached"),
                        "$" + Output.text(each, "output"));
            }
        }
        return table.render("No model fits.")
                + "US dollars for a million tokens."
                + (usual.isEmpty() ? "" : " * without --model.");
    }
}
