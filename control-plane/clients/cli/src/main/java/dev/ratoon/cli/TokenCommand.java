package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "token",
        description = "Tokens for programs.",
        subcommands = {TokenCommand.Add.class, TokenCommand.All.class, TokenCommand.Remove.class})
final class TokenCommand extends Group {
    @Command(name = "add", description = "Make a token; it is shown this once.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Verb {
        @Parameters(paramLabel = "NAME", description = "What it is for: ci.")
        String name;

        @Option(names = "--role", paramLabel = "ROLE", description = "No more than this.")
        @Nullable String role;

        @Option(names = "--expires-in-days", paramLabel = "N", description = "Ends by itself.")
        @Nullable Integer days;

        @Override
        void run() {
            ObjectNode body = Json.object("name", name, "role", role);
            if (days != null) {
                body.put("expiresInDays", days);
            }
            JsonNode made = api().post("/api/tokens", body);
            // The token alone on the output, for $(ratoon token add ci).
            output().show(made, answer -> Output.text(answer, "token"));
            output().aside("Shown this once. Use it as: Authorization: Bearer TOKEN");
        }
    }

    @Command(name = "list", description = "Your tokens, never the secrets themselves.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get("/api/tokens"), All::forPeople);
        }

        private static String forPeople(JsonNode tokens) {
            Table table = new Table("ID", "NAME", "KIND", "ROLE", "EXPIRES");
            tokens.forEach(
                    token ->
                            table.row(
                                    Output.text(token, "id"),
                                    Output.text(token, "name"),
                                    Output.text(token, "kind"),
                                    Output.text(token, "role"),
                                    Output.moment(token, "expiresAt")));
            return table.render("No tokens. Make one: ratoon token add ci");
        }
    }

    @Command(name = "remove", description = "Revoke a token, at once.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "ID", description = "As `ratoon token list` has it, or its end.")
        String id;

        @Override
        void run() {
            String none = "You have no token '" + id + "'.";
            String meant = Meant.id(api().get("/api/tokens"), id, none, "ratoon token list");
            JsonNode answer = api().delete(Paths.of("/api/tokens", meant));
            output().show(answer, _ -> "The token is revoked.");
        }
    }
}
