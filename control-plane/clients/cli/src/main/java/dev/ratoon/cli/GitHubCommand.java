package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "github",
        description = "Your GitHub account, connected by a token.",
        subcommands = {
            GitHubCommand.Connect.class,
            GitHubCommand.Status.class,
            GitHubCommand.Disconnect.class
        })
final class GitHubCommand extends Group {
    private static final String PATH = "/api/github";

    @Command(
            name = "connect",
            description =
                    "Keep a token that GitHub takes, sealed. It is read from a prompt without echo,"
                            + " or from the input.")
    static final class Connect extends Verb {
        @Option(names = "--token-stdin", description = "Read the token from the input.")
        boolean input;

        @Override
        void run() {
            if (!input && Secrets.asks()) {
                output().aside(GitHubText.wanted(api().get(PATH)));
            }
            String token =
                    input
                            ? Secrets.piped(ratoon().around())
                            : Secrets.read(ratoon().around(), "Token (not shown): ");
            JsonNode kept = api().put(PATH, Json.object("token", token));
            output().show(kept, GitHubText::whole);
        }
    }

    @Command(
            name = "status",
            description = "Which account it is, what its token may do, how often GitHub answers.")
    static final class Status extends Verb {
        @Override
        void run() {
            output().show(api().get(PATH), GitHubText::whole);
        }
    }

    @Command(name = "disconnect", description = "Forget the token.")
    static final class Disconnect extends Verb {
        @Override
        void run() {
            output().show(
                            api().delete(PATH),
                            _ ->
                                    "The token is forgotten here. At GitHub it stays good until you"
                                            + " revoke it there.");
        }
    }
}
