package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "The agents, newest first.")
final class ListCommand extends Verb {
    @Option(names = "--all", description = "All of them, the deleted ones too.")
    boolean all;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as it changes, a line a change, until Ctrl-C.")
    boolean follow;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description =
                    "Only queued, provisioning, setting-up, working, waiting, idle, paused, failed"
                            + " or deleted ones.")
    @Nullable String state;

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "Each stands in the title, the name or the repository.")
    List<String> words = List.of();

    @Override
    void run() throws IOException {
        String search = words.isEmpty() ? null : String.join(" ", words);
        if (follow) {
            follow(search);
        }
        JsonNode answer =
                all
                        ? everything(search)
                        : api().get(Paths.query("/api/agents", "state", state, "q", search));
        output().show(answer, agents -> table(agents.path("agents"), search));
        if (answer.path("next").isTextual()) {
            output().aside("There are more: ratoon list --all");
        }
    }

    private String table(JsonNode agents, @Nullable String search) {
        return search == null && state == null
                ? AgentText.table(agents)
                : AgentText.table(agents, "No agent fits. Look among all: ratoon list --all");
    }

    private void follow(@Nullable String search) throws IOException {
        if (all) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "list --follow shows no deleted agents among the others.",
                    "ratoon list -f, or ratoon list -f --state deleted");
        }
        new FleetFollowing(ratoon(), Paths.query("/api/stream", "state", state, "q", search))
                .forEver();
    }

    private JsonNode everything(@Nullable String search) {
        var agents = new Agents(api());
        ObjectNode answer = Json.object();
        var array = answer.putArray("agents");
        array.addAll(agents.all(state, search));
        if (state == null) {
            array.addAll(agents.all("deleted", search));
        }
        return answer;
    }
}
