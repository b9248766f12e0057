package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = "The keys of model providers.",
        subcommands = {KeyCommand.Add.class, KeyCommand.All.class, KeyCommand.Remove.class})
final class KeyCommand extends Group {
    @Command(
            name = "add",
            description = "Keep a key. It is read from the input or from a prompt without echo.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Verb {
        @Parameters(paramLabel = "PROVIDER", description = "For example anthropic or openai.")
        String provider;

        @Option(names = "--team", paramLabel = "TEAM", description = "For all of a team.")
        @Nullable String team;

        @Override
        void run() {
            String key = Secrets.read(ratoon().around(), "Key for " + provider + " (not shown): ");
            JsonNode kept =
                    api().put(
                                    Paths.of("/api/keys", provider),
                                    Json.object("key", key, "team", team));
            output().show(kept, _ -> "The key for " + provider + " is kept, sealed.");
        }
    }

    @Command(name = "list", description = "Which keys there are, never the keys themselves.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get("/api/keys"), All::forPeople);
        }

        private static String forPeople(JsonNode keys) {
            Table table = new Table("PROVIDER", "KEY", "TEAM", "OWNER", "SINCE");
            keys.forEach(
                    key ->
                            table.row(
                                    Output.text(key, "provider"),
                                    "..." + Output.text(key, "hint"),
                                    Output.text(key, "team"),
                                    Output.text(key, "owner"),
                                    Output.moment(key, "createdAt")));
            return table.render("No keys yet. Add one: ratoon key add anthropic");
        }
    }

    @Command(name = "remove", description = "Forget a key.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "PROVIDER", description = "As `ratoon key list` has it.")
        String provider;

        @Option(names = "--team", paramLabel = "TEAM", description = "The one of this team.")
        @Nullable String team;

        @Override
        void run() {
            JsonNode answer =
                    api().delete(Paths.query(Paths.of("/api/keys", provider), "team", team));
            output().show(answer, _ -> "The key for " + provider + " is gone.");
        }
    }
}
