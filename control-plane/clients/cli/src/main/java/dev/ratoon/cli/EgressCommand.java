package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "egress",
        description = "The hosts that agents may always reach.",
        subcommands = {EgressCommand.All.class, EgressCommand.Remove.class})
final class EgressCommand extends Group {
    static final String PATH = "/api/egress";

    @Command(name = "list", description = "Which ones, whose agents, and by whom.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get(PATH), All::forPeople);
        }

        private static String forPeople(JsonNode all) {
            Table table = new Table("ID", "HOST", "WHOSE AGENTS", "SINCE", "BY");
            for (JsonNode host : all.path("everybody")) {
                table.row("", Output.printable(host.asText()), "everybody's", "", "configuration");
            }
            for (JsonNode host : all.path("hosts")) {
                table.row(
                        Output.ending(host, "id"),
                        Output.text(host, "host"),
                        host.hasNonNull("team") ? Output.text(host, "team") : "yours",
                        Output.moment(host, "since"),
                        Output.text(host, "by"));
            }
            return table.render(
                    "None but the registries. Allow one: ratoon allow AGENT HOST --always");
        }
    }

    @Command(name = "remove", description = "Let them reach a host no more.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "ID", description = "As `ratoon egress list` has it.")
        String rule;

        @Override
        void run() {
            String none = "There is no allowed host '" + rule + "'.";
            JsonNode hosts = api().get(PATH).path("hosts");
            String id = Meant.id(hosts, rule, none, "ratoon egress list");
            output().show(
                            api().delete(Paths.of(PATH, id)),
                            _ -> "It is refused from the next connection on.");
        }
    }
}
