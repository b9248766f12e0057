package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "environment",
        description = "What agents' workspaces are prepared with.",
        subcommands = {
            EnvironmentCommand.Add.class,
            EnvironmentCommand.All.class,
            EnvironmentCommand.Show.class,
            EnvironmentCommand.Edit.class,
            EnvironmentCommand.Remove.class,
            EnvironmentTryCommand.class,
            EnvironmentCommand.States.class,
            EnvironmentCommand.ForgetStates.class,
            EnvironmentSecretCommand.class
        })
final class EnvironmentCommand extends Group {
    private static final String PATH = "/api/environments";

    /** What can be said of a new one and of a changed one. */
    abstract static class Description extends Verb {
        @Option(
                names = "--setup",
                paramLabel = "FILE",
                description =
                        "A script that prepares a fresh workspace: run once, in the repository, by"
                                + " sh or by what its first line names. - reads it from the input.")
        @Nullable String setup;

        @Option(names = "--minutes", paramLabel = "N", description = "How long it may run (30).")
        @Nullable Integer minutes;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
        @Nullable String description;

        @Mixin final EnvironmentContents contents = new EnvironmentContents();

        final boolean isEmpty() {
            return setup == null && minutes == null && description == null && contents.isEmpty();
        }

        /**
         * Puts what was said into a request.
         *
         * @param before as it is now; of a new one, nothing
         */
        final void put(ObjectNode into, JsonNode before) throws IOException {
            contents.put(into, before);
            if (setup != null) {
                into.put("setup", Typed.file(ratoon().around(), setup));
            }
            if (minutes != null) {
                into.put("setupMinutes", minutes);
            }
            if (description != null) {
                into.put("description", description);
            }
        }
    }

    @Command(name = "add", description = "Make one.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Description {
        @Parameters(paramLabel = "NAME", description = "A short name: java.")
        String name;

        @Option(names = "--team", paramLabel = "TEAM", description = "For all of a team.")
        @Nullable String team;

        @Override
        void run() throws IOException {
            ObjectNode wanted = Json.object("name", name, "team", team);
            put(wanted, Json.object());
            output().show(
                            api().post(PATH, wanted),
                            made ->
                                    "The environment "
                                            + fullName(made)
                                            + " is there.\nNext: ratoon start --environment "
                                            + fullName(made)
                                            + " --repo URL|PATH PROMPT");
        }
    }

    @Command(name = "list", description = "Yours, and those of your teams.")
    static final class All extends Verb {
        @Override
        void run() {
            output().show(api().get(PATH), All::forPeople);
        }

        private static String forPeople(JsonNode answer) {
            Table table = new Table("ENVIRONMENT", "VERSION", "DESCRIPTION", "OWNER", "CHANGED");
            for (JsonNode each : answer.path("environments")) {
                table.row(
                        fullName(each),
                        Output.text(each, "version"),
                        Visible.inert(each.path("description").asText()).replace('\n', ' '),
                        Output.text(each, "owner"),
                        Output.moment(each, "changedAt"));
            }
            return table.render(
                    "None but 'default', which prepares nothing.\nMake one:"
                            + " ratoon environment add NAME --setup FILE");
        }
    }

    @Command(name = "show", description = "One, with its setup script.")
    static final class Show extends Named {
        @Override
        void run() {
            output().show(api().get(path()), EnvironmentText::whole);
        }
    }

    @Command(
            name = "edit",
            description =
                    "Change one, for agents that begin from now on. One that has failed before its"
                            + " workspace was ready takes the change when it is resumed.")
    @SuppressWarnings("NullAway.Init")
    static final class Edit extends Description {
        @Parameters(paramLabel = "NAME", description = "As `ratoon environment list` has it.")
        String name;

        @Override
        void run() throws IOException {
            if (isEmpty()) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "There is nothing to change.",
                        "ratoon environment edit " + name + " --setup FILE");
            }
            String path = path(name);
            ObjectNode wanted = Json.object();
            JsonNode before = api().get(path);
            wanted.set("version", before.path("version"));
            put(wanted, before);
            output().show(
                            api().put(path, wanted),
                            now ->
                                    "The environment "
                                            + fullName(now)
                                            + " is version "
                                            + Output.text(now, "version")
                                            + ".\nAgents that have begun keep the one that they"
                                            + " have.");
        }
    }

    @Command(name = "remove", description = "Remove one; agents keep what they have of it.")
    static final class Remove extends Named {
        @Override
        void run() {
            output().show(
                            api().delete(path()),
                            _ ->
                                    "The environment "
                                            + name
                                            + " is gone. Agents keep what they have.");
        }
    }

    @Command(
            name = "states",
            description = "What its setup script has made for your agents, and whether it will do.")
    static final class States extends Named {
        @Override
        void run() {
            output().show(
                            api().get(EnvironmentCommand.path(name, "states")),
                            EnvironmentText::states);
        }
    }

    @Command(
            name = "forget-states",
            description =
                    "Forget what its setup script has made for your agents: for the next one it runs"
                            + " again.")
    static final class ForgetStates extends Named {
        @Override
        void run() {
            output().show(
                            api().delete(EnvironmentCommand.path(name, "states")),
                            answer ->
                                    "Forgotten: "
                                            + Output.text(answer, "states")
                                            + " kept states.");
        }
    }

    /** For one that is there. */
    @SuppressWarnings("NullAway.Init")
    abstract static class Named extends Verb {
        @Parameters(
                paramLabel = "NAME",
                description = "As `ratoon environment list` has it: NAME or TEAM/NAME.")
        String name;

        final String path() {
            return EnvironmentCommand.path(name);
        }
    }

    /** Of one that is there, or of what it has. */
    static String path(String typed, String... more) {
        int slash = typed.indexOf('/');
        String team = slash < 0 ? null : typed.substring(0, slash);
        String one = Paths.of(PATH, typed.substring(slash + 1));
        return Paths.query(Paths.of(one, more), "team", team);
    }

    static String fullName(JsonNode environment) {
        String team = Output.text(environment, "team");
        return (team.isEmpty() ? "" : team + "/") + Output.text(environment, "name");
    }
}
