package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    void run() {
        String search = words.isEmpty() ? null : String.join(" ", words);
        JsonNode answer =
                all
                        ? everything(search)
                        : api().get(Paths.query("/api/agents", "state", state, "q", search));
        output().show(answer, agents -> AgentText.table(agents.path("agents")));
        if (answer.path("next").isTextual()) {
            output().aside("There are more: ratoon list --all");
        }
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
