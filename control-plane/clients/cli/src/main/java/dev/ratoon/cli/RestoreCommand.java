package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Replace all that Ratoon keeps by what a backup holds.")
@SuppressWarnings("NullAway.Init")
final class RestoreCommand extends Verb {
    @Parameters(paramLabel = "FILE", description = "What `ratoon backup` wrote.")
    Path file;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    void run() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    file + " is no file that can be read.",
                    "Name what `ratoon backup` wrote");
        }
        Api api = api();
        if (!yes) {
            confirm(api);
        }
        JsonNode answer;
        try (var _ = Ticking.during(ratoon().around(), "Restoring")) {
            answer = api.upload("/api/restore", file, "application/zip");
        }
        output().show(answer, _ -> restored(answer));
    }

    private String restored(JsonNode answer) {
        long missing = answer.path("missingPayloads").asLong();
        return "Restored from "
                + file
                + "."
                + (missing == 0
                        ? ""
                        : " Payloads of logs that neither it nor the home has: "
                                + missing
                                + "; ./ratoon logs names them.");
    }

    private void confirm(Api api) {
        String answer =
                Secrets.answer(
                        ratoon().around(),
                        "This replaces everything in " + api.url() + ".\nType yes to go on: ");
        if (answer == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "A restore replaces everything in " + api.url() + ", and nobody can be asked.",
                    "Say it again with --yes if that is what you want");
        }
        if (!answer.strip().equals("yes")) {
            throw new CommandFailure(Exit.REFUSED, "Nothing was changed.", null);
        }
    }
}
