package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "branches", description = "The branches of a repository.")
@SuppressWarnings("NullAway.Init")
final class BranchesCommand extends Verb {
    private static final int SHORT = 10;

    @Parameters(
            index = "0",
            paramLabel = "REPOSITORY",
            description =
                    "OWNER/NAME of GitHub, as `ratoon repositories` has it; or an address, or a"
                            + " folder of this machine.")
    String repository;

    @Parameters(
            index = "1..*",
            paramLabel = "WORD",
            arity = "0..*",
            description = "Each stands in the branch's name.")
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
                                        isOfGitHub() ? "/api/github/branches" : "/api/branches",
                                        "repository",
                                        isOfGitHub() ? repository : StartCommand.place(repository),
                                        "q",
                                        words.isEmpty() ? null : String.join(" ", words),
                                        "limit",
                                        Integer.toString(limit)));
        output().show(found, BranchesCommand::table);
        Remarks.on(found, output(), "branches");
    }

    private boolean isOfGitHub() {
        return repository.matches("[A-Za-z0-9-]+/[A-Za-z0-9._-]+");
    }

    private static String table(JsonNode found) {
        Table table = new Table("BRANCH", "COMMIT", "");
        found.path("branches")
                .forEach(
                        one -> {
                            String commit = Output.text(one, "commit");
                            table.row(
                                    Output.text(one, "name"),
                                    commit.substring(0, Math.min(SHORT, commit.length())),
                                    (one.path("isDefault").asBoolean() ? "default " : "")
                                            + (one.path("isProtected").asBoolean()
                                                    ? "protected"
                                                    : ""));
                        });
        return table.render("No branch fits.");
    }
}
