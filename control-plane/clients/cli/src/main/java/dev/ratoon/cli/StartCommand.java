package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Start an agent on a repository.")
@SuppressWarnings("NullAway.Init")
final class StartCommand extends Verb {
    @Option(
            names = "--repo",
            paramLabel = "URL|PATH",
            required = true,
            description = "Its repository: an https or ssh address, or a folder of this machine.")
    String repository;

    @Option(names = "--base", paramLabel = "BRANCH", description = "Where its branch begins.")
    @Nullable String base;

    @Option(
            names = "--branch",
            paramLabel = "BRANCH",
            description = "Go on with a branch that is there; it asks first.")
    @Nullable String branch;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "What its workspace is prepared with: NAME, or TEAM/NAME of a team's.")
    @Nullable String environment;

    @Option(
            names = "--persona",
            paramLabel = "NAME",
            description =
                    "Who it is: NAME, TEAM/NAME of a team's, or repository/NAME of the"
                            + " repository's own. What is said here goes before it.")
    @Nullable String persona;

    @Option(
            names = "--harness",
            paramLabel = "NAME",
            description = "What does the thinking: see ratoon harnesses.")
    @Nullable String harness;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER/MODEL",
            description = "What the harness thinks with.")
    @Nullable String model;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "normal (asks before it acts), plan or auto.")
    @Nullable String mode;

    @Option(names = "--title", paramLabel = "TEXT", description = "Else the prompt's first line.")
    @Nullable String title;

    @Option(
            names = "--unconfined",
            description = "For Ratoon's owner: no sandbox, so it can do all that Ratoon can.")
    boolean unconfined;

    @Option(names = "--minutes", paramLabel = "N", description = "Work no longer than that.")
    @Nullable Integer minutes;

    @Option(names = "--turns", paramLabel = "N", description = "No more turns than that.")
    @Nullable Integer turns;

    @Mixin CapOptions caps = new CapOptions();
    @Mixin ImageOptions images = new ImageOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Show its log as it grows, until Ctrl-C.")
    boolean follow;

    @Parameters(paramLabel = "PROMPT", arity = "0..*", description = "Else read from the input.")
    List<String> prompt = List.of();

    @Override
    void run() throws IOException {
        String text = Typed.text(ratoon().around(), prompt, "Write the prompt");
        if (text.isBlank()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "There is no prompt: the agent would have nothing to do.",
                    "ratoon start --repo " + repository + " PROMPT");
        }
        if (branch != null && base != null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "It goes on with a branch, or begins one at a base: not both.",
                    "Leave out --base, or --branch");
        }
        if (branch != null && !yes) {
            Confirmation.of(
                    ratoon().around(),
                    "The agent goes on with the branch %1$s: it pushes there, and what is published of it, or a pull request, changes %1$s upstream."
                            .formatted(Visible.inert(branch)),
                    "No agent was started.");
        }
        JsonNode started = api().postOnce("/api/agents", request(text));
        output().show(started, StartCommand::forPeople);
        if (follow) {
            new Following(ratoon(), started).from(0);
        }
    }

    private JsonNode request(String text) throws IOException {
        ObjectNode request =
                Json.object(
                        "repository", place(repository),
                        "baseBranch", base,
                        "branch", branch,
                        "confirmBranch", branch,
                        "environment", environment,
                        "persona", persona,
                        "harness", harness,
                        "model", model,
                        "mode", mode,
                        "title", title,
                        "prompt", text);
        if (unconfined) {
            request.put("unconfined", true);
        }
        if (minutes != null || turns != null || caps.isGiven()) {
            ObjectNode limits = request.putObject("limits");
            if (minutes != null) {
                limits.put("minutes", minutes);
            }
            if (turns != null) {
                limits.put("turns", turns);
            }
            caps.into(limits);
        }
        images.into(request, api());
        return request;
    }

    /** A folder is named from the root: the control plane stands elsewhere. */
    static String place(String typed) {
        try {
            Path folder = Path.of(typed);
            return Files.isDirectory(folder)
                    ? folder.toAbsolutePath().normalize().toString()
                    : typed;
        } catch (InvalidPathException e) {
            return typed;
        }
    }

    private static String forPeople(JsonNode agent) {
        String name = Output.text(agent, "name");
        return AgentText.line(agent) + "\nFollow it: ratoon logs -f " + name;
    }
}
