package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Parameters;

/** A verb for one agent. */
@SuppressWarnings("NullAway.Init")
abstract class AgentVerb extends Verb {
    @Parameters(
            index = "0",
            paramLabel = "AGENT",
            description = "Its id, its name, or the beginning of its name.")
    String agent;

    final JsonNode found() {
        return new Agents(api()).find(agent);
    }
}
