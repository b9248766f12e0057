package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "limits", description = "How much an agent may do in all; shown, or changed.")
final class LimitsCommand extends AgentVerb {
    @Option(names = "--minutes", paramLabel = "N", description = "Work no longer than that.")
    @Nullable Integer minutes;

    @Option(names = "--turns", paramLabel = "N", description = "No more turns than that.")
    @Nullable Integer turns;

    @Mixin CapOptions caps = new CapOptions();

    @Override
    void run() {
        String path = Agents.path(found());
        JsonNode agent =
                minutes == null && turns == null && !caps.isGiven()
                        ? api().get(path)
                        : api().patch(path, change());
        output().show(agent, LimitsCommand::forPeople);
    }

    private JsonNode change() {
        ObjectNode change = Json.object();
        ObjectNode limits = change.putObject("limits");
        if (minutes != null) {
            limits.put("minutes", minutes);
        }
        if (turns != null) {
            limits.put("turns", turns);
        }
        caps.into(limits);
        return change;
    }

    /** Before its first call. */
    private static String caps(JsonNode limits) {
        return (limits.has("money") ? ", " + MoneyText.dollars(limits, "money") : "")
                + (limits.has("tokens")
                        ? ", " + MoneyText.tokens(limits.path("tokens").asLong()) + " tokens"
                        : "");
    }

    private static String forPeople(JsonNode agent) {
        JsonNode limits = agent.path("limits");
        String name = Output.text(agent, "name");
        String text =
                name
                        + ": "
                        + agent.path("workedSeconds").asLong() / 60
                        + " of "
                        + Output.text(limits, "minutes")
                        + " minutes, "
                        + Output.text(agent, "turn")
                        + " of "
                        + Output.text(limits, "turns")
                        + " turns"
                        + (MoneyText.spent(agent).isEmpty()
                                ? caps(limits)
                                : "\n" + MoneyText.spent(agent));
        return agent.path("state").asText().equals("failed")
                ? text + "\nIt has failed. Go on: ratoon resume " + name
                : text;
    }
}
