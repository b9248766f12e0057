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
        name = "try",
        description =
                "Prepare a workspace with it, show how that goes, and end with what the setup"
                        + " script ends with. What is said beside is tried without being kept.")
@SuppressWarnings("NullAway.Init")
final class EnvironmentTryCommand extends Verb {
    @Parameters(
            paramLabel = "NAME",
            description =
                    "As `ratoon environment list` has it; `default` for one that is not there yet.")
    String name;

    @Option(
            names = "--repo",
            paramLabel = "URL|PATH",
            required = true,
            description = "What to prepare: an address, or a folder of this machine.")
    String repository;

    @Option(names = "--base", paramLabel = "BRANCH", description = "Else its default branch.")
    @Nullable String base;

    @Option(
            names = "--setup",
            paramLabel = "FILE",
            description = "A script to try instead. - reads it from the input.")
    @Nullable String setup;

    @Option(names = "--minutes", paramLabel = "N", description = "How long it may run.")
    @Nullable Integer minutes;

    @Mixin final EnvironmentContents contents = new EnvironmentContents();

    private int code = Exit.REFUSED.code();

    @Override
    void run() throws IOException {
        ObjectNode wanted =
                Json.object("repository", StartCommand.place(repository), "baseBranch", base);
        if (setup != null) {
            wanted.put("setup", Typed.file(ratoon().around(), setup));
        }
        if (minutes != null) {
            wanted.put("setupMinutes", minutes);
        }
        if (!contents.isEmpty()) {
            contents.put(
                    wanted,
                    name.equals("default")
                            ? Json.object()
                            : api().get(EnvironmentCommand.path(name)));
            wanted.remove("defaults");
        }
        JsonNode agent = api().post(EnvironmentCommand.path(name, "try"), wanted);
        try {
            new Following(ratoon(), Agents.path(agent, "events"), new Watching()).from(0);
        } catch (Over e) {
            return;
        }
    }

    @Override
    int code() {
        return code;
    }

    /** There is nothing more to watch. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Over() {
            super(null, null, false, false);
        }
    }

    private final class Watching implements LogSink {
        private final LogSink shown = LogSink.of(output());

        @Override
        public void event(JsonNode event) {
            shown.event(event);
            JsonNode payload = event.path("payload");
            switch (event.path("type").asText()) {
                case "workspace.prepared" -> over(Exit.DONE.code());
                case "workspace.failed" -> over(payload.path("exitCode").asInt(1));
                case "agent.failed", "agent.deleted" -> over(Exit.REFUSED.code());
                default -> {}
            }
        }

        @Override
        public void chunk(JsonNode chunk) {
            shown.chunk(chunk);
        }

        private void over(int with) {
            code = with;
            throw new Over();
        }
    }
}
