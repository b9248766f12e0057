package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "git-host",
        description = "Your logins for git hosts other than GitHub, and your ssh key.",
        subcommands = {
            GitHostAddCommand.class,
            GitHostKeyCommand.class,
            GitHostCommand.All.class,
            GitHostCommand.Remove.class
        })
final class GitHostCommand extends Group {
    static final String LOGINS = "/api/git-hosts";
    static final String SSH_HOSTS = "/api/ssh-hosts";
    private static final String SSH = "ssh://";

    @Command(
            name = "list",
            description =
                    "Which logins there are, never their secrets; and which hosts are trusted over"
                            + " ssh, by which keys.")
    static final class All extends Verb {
        @Override
        void run() {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            api().get(LOGINS).forEach(all::add);
            api().get(SSH_HOSTS).forEach(all::add);
            output().show(all, All::forPeople);
        }

        private static String forPeople(JsonNode hosts) {
            Table table = new Table("HOST", "USER OR KEY", "SINCE");
            for (JsonNode one : hosts) {
                if (one.has("fingerprints")) {
                    trusted(table, one);
                } else {
                    table.row(
                            Output.text(one, "host"),
                            Output.text(one, "user"),
                            Output.moment(one, "since"));
                }
            }
            return table.render(
                    "None yet. Add one: ratoon git-host add URL --user NAME, or over ssh:"
                            + " ratoon git-host key, then ratoon git-host add URL");
        }

        /** A line for each of its keys. */
        private static void trusted(Table table, JsonNode host) {
            String name = SSH + Output.text(host, "host");
            String since = Output.moment(host, "since");
            for (JsonNode fingerprint : host.path("fingerprints")) {
                table.row(name, Output.printable(fingerprint.asText()), since);
                name = "";
                since = "";
            }
        }
    }

    @Command(name = "remove", description = "Forget a login, or trust a host no more.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(
                paramLabel = "HOST",
                description = "As `ratoon git-host list` has it: over ssh, with ssh:// before it.")
        String host;

        @Override
        void run() {
            if (host.startsWith(SSH)) {
                output().show(
                                api().delete(Paths.of(SSH_HOSTS, host.substring(SSH.length()))),
                                _ ->
                                        Output.printable(host)
                                                + " is shown your key no more. There the key stays"
                                                + " good until you take it out of your account.");
            } else {
                output().show(
                                api().delete(Paths.of(LOGINS, host)),
                                _ ->
                                        "The login for "
                                                + Output.printable(host)
                                                + " is forgotten here. There it stays good until"
                                                + " you revoke it.");
            }
        }
    }
}
