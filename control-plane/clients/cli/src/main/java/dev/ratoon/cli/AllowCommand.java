package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "allow", description = "Let one push of an agent break a rule: paths or secrets.")
@SuppressWarnings("NullAway.Init")
final class AllowCommand extends AgentVerb {
    @Parameters(index = "1", paramLabel = "RULE", description = "As the refusal has named it.")
    String rule;

    @Override
    void run() {
        JsonNode found = found();
        String name = Output.text(found, "name");
        JsonNode allowed = api().post(Agents.path(found, "allowances"), Json.object("rule", rule));
        output().show(
                        allowed,
                        _ ->
                                "The next push of "
                                        + name
                                        + " may break the rule "
                                        + rule
                                        + ". Tell it to push again: ratoon send "
                                        + name
                                        + " \"Push again\"");
    }
}
