package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "git-host",
        description = "Your logins for git hosts other than GitHub.",
        subcommands = {
            GitHostCommand.Add.class,
            GitHostCommand.All.class,
            GitHostCommand.Remove.class
        })
final class GitHostCommand extends Group {
    private static final String PATH = "/api/git-hosts";

    @Command(
            name = "add",
            description =
                    "Keep a login that the host takes, sealed. Its secret, a token or a password, is"
                            + " read from the input or from a prompt without echo.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Verb {
        /** Of a host that is asked twice. */
        private static final Duration PATIENCE = Duration.ofMinutes(5);

        @Parameters(
                paramLabel = "URL",
                description =
                        "A repository of the host to try the login with, for example"
                                + " https://git.example.com/team/app.")
        String repository;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                required = true,
                description = "The user name, as the host takes it from git.")
        String user;

        @Override
        void run() {
            String secret =
                    Secrets.read(
                            ratoon().around(), "Token or password of " + user + " (not shown): ");
            JsonNode kept =
                    api().put(
                                    PATH,
                                    Json.object(
                                            "repository",
                                            repository,
                                            "user",
                                            user,
                                            "secret",
                                            secret),
                                    PATIENCE);
            output().show(kept, Add::forPeople);
        }

        private static String forPeople(JsonNode kept) {
            return "The login of "
                    + Output.text(kept, "user")
                    + " for "
                    + Output.text(kept, "host")
                    + " is kept, sealed."
                    + (kept.path("openToAll").asBoolean()
                            ? "\nThat repository is shown to everybody, so the host may not have"
                                    + " looked at the login: try it with a private one to be sure."
                            : "");
        }
    }

    @Command(name = "list", description = "Which logins there are, never their secrets.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get(PATH), All::forPeople);
        }

        private static String forPeople(JsonNode logins) {
            Table table = new Table("HOST", "USER", "SINCE");
            logins.forEach(
                    one ->
                            table.row(
                                    Output.text(one, "host"),
                                    Output.text(one, "user"),
                                    Output.moment(one, "since")));
            return table.render("No logins yet. Add one: ratoon git-host add URL --user NAME");
        }
    }

    @Command(name = "remove", description = "Forget a login.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "HOST", description = "As `ratoon git-host list` has it.")
        String host;

        @Override
        void run() {
            output().show(
                            api().delete(Paths.of(PATH, host)),
                            _ ->
                                    "The login for "
                                            + Output.printable(host)
                                            + " is forgotten here. There it stays good until you"
                                            + " revoke it.");
        }
    }
}
