package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "allow",
        description =
                "Let an agent reach a host, or one push of it break a rule: paths or secrets.")
@SuppressWarnings("NullAway.Init")
final class AllowCommand extends AgentVerb {
    @Parameters(
            index = "1",
            paramLabel = "HOST|RULE",
            description =
                    "A host such as example.org, *.example.org or example.org:8443; or a rule, as"
                            + " the refusal of a push has named it.")
    String what;

    @Option(names = "--minutes", paramLabel = "N", description = "A host, so long; 60 without it.")
    @Nullable Integer minutes;

    @Option(
            names = "--always",
            description = "A host, for all agents of its team or owner. Undo: ratoon egress remove")
    boolean always;

    @Option(
            names = "--environment",
            description =
                    "A host, into the list of its environment; for this agent as long as it lives.")
    boolean environment;

    @Option(names = "--remove", description = "A host that this agent alone may reach, no more.")
    boolean remove;

    @Override
    void run() {
        if ((always ? 1 : 0) + (environment ? 1 : 0) + (remove ? 1 : 0) + (minutes == null ? 0 : 1)
                > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say one of --minutes, --environment, --always and --remove.");
        }
        JsonNode found = found();
        if (what.contains(".") || what.contains(":")) {
            host(found);
        } else if (always || environment || remove || minutes != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + what + "' is no host: a rule of pushes is allowed once, for one push.");
        } else {
            rule(found);
        }
    }

    private void host(JsonNode found) {
        if (remove) {
            JsonNode left = api().delete(Agents.path(found, "egress", "allow", what));
            output().show(left, _ -> "It is refused from the next connection on.");
            return;
        }
        ObjectNode asked = Json.object("host", what);
        asked.put("forever", always);
        if (environment) {
            asked.put("environment", true);
        }
        if (minutes != null) {
            asked.put("minutes", minutes);
        }
        JsonNode allowed = api().post(Agents.path(found, "egress", "allow"), asked);
        output().show(allowed, _ -> AllowCommand.forPeople(allowed, Output.text(found, "name")));
    }

    private static String forPeople(JsonNode allowed, String name) {
        String host = Output.text(allowed, "host");
        if (allowed.hasNonNull("environment")) {
            return name
                    + " may reach "
                    + host
                    + " as long as it lives, and so may all that begin with the environment "
                    + Output.text(allowed, "environment")
                    + ".";
        }
        return allowed.path("forever").asBoolean()
                ? host
                        + " may be reached from now on, not by "
                        + name
                        + " alone: ratoon egress list"
                : name + " may reach " + host + " until " + Output.moment(allowed, "until");
    }

    private void rule(JsonNode found) {
        String name = Output.text(found, "name");
        JsonNode allowed = api().post(Agents.path(found, "allowances"), Json.object("rule", what));
        output().show(
                        allowed,
                        _ ->
                                "The next push of "
                                        + name
                                        + " may break the rule "
                                        + what
                                        + ". Tell it to push again: ratoon send "
                                        + name
                                        + " \"Push again\"");
    }
}
