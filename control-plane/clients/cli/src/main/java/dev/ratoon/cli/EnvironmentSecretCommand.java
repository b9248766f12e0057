package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "secret",
        description = "The secrets of an environment, which its setup script alone is given.",
        subcommands = {
            EnvironmentSecretCommand.Put.class,
            EnvironmentSecretCommand.All.class,
            EnvironmentSecretCommand.Remove.class
        })
final class EnvironmentSecretCommand extends Group {
    @SuppressWarnings("NullAway.Init")
    abstract static class OfEnvironment extends Verb {
        @Parameters(
                index = "0",
                paramLabel = "ENVIRONMENT",
                description = "As `ratoon environment list` has it: NAME or TEAM/NAME.")
        String environment;

        final String path(String... more) {
            List<String> parts = new ArrayList<>(List.of("secrets"));
            parts.addAll(List.of(more));
            return EnvironmentCommand.path(environment, parts.toArray(String[]::new));
        }
    }

    @Command(
            name = "set",
            description =
                    "Keep one, sealed. It is read from the input or from a prompt without echo, and"
                            + " never shown again.")
    @SuppressWarnings("NullAway.Init")
    static final class Put extends OfEnvironment {
        @Parameters(
                index = "1",
                paramLabel = "NAME",
                description = "The variable that the script finds it in.")
        String name;

        @Override
        void run() {
            String value = Secrets.read(ratoon().around(), "Value of " + name + " (not shown): ");
            JsonNode kept = api().put(path(name), Json.object("value", value));
            output().show(
                            kept,
                            _ ->
                                    "The secret "
                                            + name
                                            + " is kept, sealed. The setup script finds it in $"
                                            + name
                                            + " and in the file $RATOON_SECRETS/"
                                            + name
                                            + ".");
        }
    }

    @Command(name = "list", description = "Which there are, never their values.")
    static final class All extends OfEnvironment {
        @Override
        void run() {
            output().show(api().get(path()), All::forPeople);
        }

        private static String forPeople(JsonNode answer) {
            Table table = new Table("SECRET", "SINCE", "BY");
            for (JsonNode each : answer.path("secrets")) {
                table.row(
                        Output.text(each, "name"),
                        Output.moment(each, "createdAt"),
                        Output.text(each, "createdBy"));
            }
            return table.render(
                    "None yet. Give one: ratoon environment secret set ENVIRONMENT NAME");
        }
    }

    @Command(name = "remove", description = "Forget one.")
    @SuppressWarnings("NullAway.Init")
    static final class Remove extends OfEnvironment {
        @Parameters(index = "1", paramLabel = "NAME", description = "As its list has it.")
        String name;

        @Override
        void run() {
            JsonNode answer = api().delete(path(name));
            output().show(answer, _ -> "The secret " + name + " is gone.");
        }
    }
}
