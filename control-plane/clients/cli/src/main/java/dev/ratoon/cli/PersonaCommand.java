package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "persona",
        description = "Instructions, tools, harness, model and mode under a name.",
        subcommands = {
            PersonaCommand.Add.class,
            PersonaCommand.All.class,
            PersonaCommand.Show.class,
            PersonaCommand.Change.class,
            PersonaCommand.Remove.class
        })
final class PersonaCommand extends Group {
    private static final String PATH = "/api/personas";

    /** What can be said of a new one and of a changed one. */
    abstract static class Description extends Verb {
        @Option(
                names = "--instructions",
                paramLabel = "FILE",
                description =
                        "What an agent is told before its first prompt, in Markdown. - reads it"
                                + " from the input.")
        @Nullable String instructions;

        @Option(
                names = "--tools",
                paramLabel = "NAME",
                split = ",",
                description = "It is told to use no other tools; '' takes that back.")
        @Nullable List<String> tools;

        @Option(names = "--harness", paramLabel = "NAME", description = "What does the thinking.")
        @Nullable String harness;

        @Option(names = "--model", paramLabel = "NAME", description = "What it thinks with.")
        @Nullable String model;

        @Option(names = "--mode", paramLabel = "MODE", description = "normal, plan or auto.")
        @Nullable String mode;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
        @Nullable String description;

        final ObjectNode said() throws IOException {
            ObjectNode said =
                    Json.object(
                            "description", description,
                            "harness", harness,
                            "model", model,
                            "mode", mode);
            if (instructions != null) {
                said.put("instructions", Typed.file(ratoon().around(), instructions));
            }
            if (tools != null) {
                ArrayNode names = said.putArray("tools");
                tools.stream().map(String::strip).filter(t -> !t.isEmpty()).forEach(names::add);
            }
            return said;
        }
    }

    @Command(name = "add", description = "Make one.")
    @SuppressWarnings("NullAway.Init")
    static final class Add extends Description {
        @Parameters(paramLabel = "NAME", description = "A short name: reviewer.")
        String name;

        @Option(names = "--team", paramLabel = "TEAM", description = "For all of a team.")
        @Nullable String team;

        @Override
        void run() throws IOException {
            ObjectNode wanted = Json.object("name", name, "team", team);
            wanted.setAll(said());
            output().show(
                            api().post(PATH, wanted),
                            made ->
                                    "The persona "
                                            + PersonaText.fullName(made)
                                            + " is there.\nNext: ratoon start --persona "
                                            + PersonaText.fullName(made)
                                            + " --repo URL|PATH PROMPT");
        }
    }

    @Command(
            name = "list",
            description = "Yours, and those of your teams; or those that a repository has.")
    static final class All extends Verb {
        @Option(
                names = "--repo",
                paramLabel = "URL|PATH",
                description = "Those in its .ratoon/personas instead.")
        @Nullable String repository;

        @Option(names = "--branch", paramLabel = "BRANCH", description = "Of it; else its first.")
        @Nullable String branch;

        @Override
        void run() {
            if (repository == null) {
                output().show(api().get(PATH), PersonaText::list);
                return;
            }
            String path =
                    Paths.query(
                            "/api/repository-personas",
                            "repository",
                            StartCommand.place(repository),
                            "branch",
                            branch);
            output().show(api().get(path), PersonaText::listOfRepository);
        }
    }

    @Command(name = "show", description = "One, with its instructions.")
    static final class Show extends Named {
        @Override
        void run() {
            output().show(api().get(path()), PersonaText::whole);
        }
    }

    @Command(
            name = "change",
            description =
                    "Change one, for agents that begin from now on. An empty harness, model or mode"
                            + " leaves it open again.")
    @SuppressWarnings("NullAway.Init")
    static final class Change extends Description {
        @Parameters(paramLabel = "NAME", description = "As `ratoon persona list` has it.")
        String name;

        @Override
        void run() throws IOException {
            ObjectNode said = said();
            if (said.isEmpty()) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "There is nothing to change.",
                        "ratoon persona change " + name + " --instructions FILE");
            }
            String path = path(name);
            ObjectNode wanted = Json.object();
            wanted.set("version", api().get(path).path("version"));
            wanted.setAll(said);
            output().show(
                            api().put(path, wanted),
                            (JsonNode now) ->
                                    "The persona "
                                            + PersonaText.fullName(now)
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
                            _ -> "The persona " + name + " is gone. Agents keep what they have.");
        }
    }

    /** For one that is there. */
    @SuppressWarnings("NullAway.Init")
    abstract static class Named extends Verb {
        @Parameters(
                paramLabel = "NAME",
                description = "As `ratoon persona list` has it: NAME or TEAM/NAME.")
        String name;

        final String path() {
            return PersonaCommand.path(name);
        }
    }

    private static String path(String typed) {
        int slash = typed.indexOf('/');
        String team = slash < 0 ? null : typed.substring(0, slash);
        return Paths.query(Paths.of(PATH, typed.substring(slash + 1)), "team", team);
    }
}
