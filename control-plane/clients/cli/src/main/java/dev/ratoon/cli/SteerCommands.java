package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One word to an agent. */
final class SteerCommands {
    private SteerCommands() {}

    @Command(
            name = "stop",
            description = "End the turn; what waits goes on. Before the first turn: pause.")
    static final class Stop extends Told {
        @Override
        JsonNode tell(Api api, JsonNode found) {
            return api.post(Agents.path(found, "stop"), Json.object());
        }
    }

    @Command(name = "pause", description = "End its sandbox; files and conversation stay.")
    static final class Pause extends Told {
        @Override
        JsonNode tell(Api api, JsonNode found) {
            return api.post(Agents.path(found, "pause"), Json.object());
        }
    }

    @Command(name = "resume", description = "Go on after a pause or a failure.")
    static final class Resume extends Told {
        @Override
        JsonNode tell(Api api, JsonNode found) {
            return api.post(Agents.path(found, "resume"), Json.object());
        }
    }

    @Command(name = "mode", description = "Change how much it asks.")
    @SuppressWarnings("NullAway.Init")
    static final class Mode extends Told {
        @Parameters(index = "1", paramLabel = "MODE", description = "normal, plan or auto.")
        String mode;

        @Override
        JsonNode tell(Api api, JsonNode found) {
            return api.put(Agents.path(found, "mode"), Json.object("mode", mode));
        }
    }

    @Command(
            name = "mute",
            description =
                    "Hear no more of it: it needs nothing of you. Others hear of it as before.")
    static final class Mute extends Told {
        @Override
        JsonNode tell(Api api, JsonNode found) {
            return api.put(Agents.path(found, "mute"), Json.object());
        }
    }

    @Command(name = "unmute", description = "Hear of it again.")
    static final class Unmute extends Told {
        @Override
        JsonNode tell(Api api, JsonNode found) {
            return api.delete(Agents.path(found, "mute"));
        }
    }

    /** Answers with the agent as it is afterwards. */
    abstract static class Told extends AgentVerb {
        abstract JsonNode tell(Api api, JsonNode found);

        @Override
        final void run() {
            output().show(tell(api(), found()), AgentText::line);
        }
    }
}
