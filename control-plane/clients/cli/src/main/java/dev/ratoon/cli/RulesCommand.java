package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rules", description = "What an agent may do without asking again.")
final class RulesCommand extends AgentVerb {
    @Option(names = "--remove", paramLabel = "RULE", description = "Ask again from now on.")
    @Nullable String remove;

    @Override
    void run() {
        String path = Agents.path(found(), "rules");
        JsonNode rules = api().get(path);
        if (remove != null) {
            String none = "The agent has no rule '" + remove + "'.";
            String id = Meant.id(rules.path("rules"), remove, none, "ratoon rules " + agent);
            rules = api().delete(Paths.of(path, id));
        }
        output().show(rules, RulesCommand::forPeople);
    }

    private static String forPeople(JsonNode rules) {
        Table table = new Table("ID", "COMMAND", "DIRECTORY", "UNTIL", "BY");
        for (JsonNode rule : rules.path("rules")) {
            JsonNode command = rule.path("command");
            var words = new ArrayList<String>();
            command.path("argv").forEach(word -> words.add(Visible.exact(word.asText())));
            table.row(
                    Output.ending(rule, "id"),
                    String.join(" ", words).replace('\n', ' '),
                    OpenDecision.directory(command),
                    Output.moment(rule, "expiresAt"),
                    Output.text(rule, "by"));
        }
        return table.render("It has no standing rules: it asks each time.");
    }
}
