package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** One thing that the model does within a reply. */
public sealed interface Action {
    record Say(String text) implements Action {}

    record Think(String text) implements Action {}

    /** Writes a file that is not there yet. */
    record Edit(String path, String text) implements Action {}

    /**
     * Runs a command.
     *
     * @param escalates asks for more rights than usual, where the harness's tool knows that
     */
    record Run(String command, boolean escalates) implements Action {}

    /** Asks the user, where the harness has a tool for that. */
    record Ask(String question, List<String> options) implements Action {}

    record Plan(List<String> steps) implements Action {}

    /** Calls any tool by its name. */
    record Use(String tool, JsonNode input) implements Action {}

    /** Answers with an error instead; after so many times, the rest of the reply is given. */
    record Fail(int status, int times) implements Action {}

    /** Is silent for a while, after what came before. */
    record Stall(Duration time) implements Action {}

    /** Ends the connection after what came before; after so many times, goes on. */
    record Cut(int times) implements Action {}

    /** Says that so much was used, whatever was. */
    record Claim(long input, long cached, long output) implements Action {}
}
