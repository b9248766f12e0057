package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        description = "Who may use Ratoon.",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.All.class,
            UserCommand.Remove.class,
            UserCommand.Link.class
        })
final class UserCommand extends Group {
    @Command(name = "add", description = "Invite a user; prints the link to send.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Verb {
        @Parameters(paramLabel = "NAME", description = "A short name: ann.")
        String name;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "member",
                description = "admin, member or viewer (${DEFAULT-VALUE}).")
        String role;

        @Option(names = "--display-name", paramLabel = "TEXT", description = "What people read.")
        @Nullable String displayName;

        @Option(
                names = "--email",
                paramLabel = "ADDRESS",
                description = "Lets them sign in with OpenID Connect as well.")
        @Nullable String email;

        @Override
        void run() {
            JsonNode added =
                    api().post(
                                    "/api/users",
                                    Json.object(
                                            "name",
                                            name,
                                            "displayName",
                                            displayName,
                                            "email",
                                            email,
                                            "role",
                                            role));
            output().show(added, Links::forPeople);
        }
    }

    @Command(name = "list", description = "All users.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get("/api/users"), All::forPeople);
        }

        private static String forPeople(JsonNode users) {
            Table table = new Table("NAME", "ROLE", "DISPLAY NAME", "SINCE", "STATE");
            users.forEach(
                    user ->
                            table.row(
                                    Output.text(user, "name"),
                                    Output.text(user, "role"),
                                    Output.text(user, "displayName"),
                                    Output.moment(user, "createdAt"),
                                    disabled(user) ? "disabled" : "active"));
            return table.render("No users.");
        }

        private static boolean disabled(JsonNode user) {
            return user.path("disabled").asBoolean() || !Output.text(user, "disabledAt").isEmpty();
        }
    }

    @Command(name = "remove", description = "Disable a user: sessions and tokens end at once.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "NAME", description = "As `ratoon user list` has it.")
        String name;

        @Override
        void run() {
            JsonNode answer = api().delete(Paths.of("/api/users", name));
            output().show(answer, _ -> name + " is disabled: no session or token works any more.");
        }
    }

    @Command(name = "link", description = "A fresh login link for a user.")
    @SuppressWarnings("NullAway.Init")
    static final class Link extends Verb {
        @Parameters(paramLabel = "NAME", description = "As `ratoon user list` has it.")
        String name;

        @Override
        void run() {
            JsonNode minted = api().post("/api/login-links", Json.object("user", name));
            output().show(minted, Links::forPeople);
        }
    }
}
