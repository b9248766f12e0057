package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "send", description = "Send a message; it waits for the end of the turn.")
final class SendCommand extends AgentVerb {
    @Option(names = "--redirect", description = "End the turn, and go on with this at once.")
    boolean redirect;

    @Mixin ImageOptions images = new ImageOptions();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "TEXT",
            description = "Else read from the input.")
    List<String> words = List.of();

    @Override
    void run() throws IOException {
        JsonNode found = found();
        String text = Typed.text(ratoon().around(), words, "Write the message");
        if (text.isBlank()) {
            throw new CommandFailure(
                    Exit.USAGE, "There is nothing to send.", "ratoon send AGENT TEXT");
        }
        ObjectNode message = Json.object("text", text, "delivery", redirect ? "redirect" : "queue");
        images.into(message, api());
        JsonNode sent = api().postOnce(Agents.path(found, "messages"), message);
        output().show(sent, _ -> Output.text(found, "name") + " has it.");
    }
}
