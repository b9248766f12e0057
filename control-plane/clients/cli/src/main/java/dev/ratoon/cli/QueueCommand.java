package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "queue",
        description = "The messages that wait for their turn; one can be changed or taken back.")
final class QueueCommand extends AgentVerb {
    @ArgGroup @Nullable Change change;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "TEXT",
            description = "Of --edit: what it says instead; else read from the input.")
    List<String> words = List.of();

    /** One of them. */
    static final class Change {
        @Option(
                names = "--edit",
                paramLabel = "MESSAGE",
                description = "Its id, or a beginning or end of it.")
        @Nullable String edit;

        @Option(names = "--withdraw", paramLabel = "MESSAGE", description = "Take it back.")
        @Nullable String withdraw;
    }

    @Override
    void run() throws IOException {
        String path = Agents.path(found(), "messages");
        JsonNode queue = api().get(path);
        if (change != null && change.edit != null) {
            String message = Paths.of(path, id(queue, change.edit));
            queue = api().put(message, Json.object("text", text()));
        } else if (change != null && change.withdraw != null) {
            queue = api().delete(Paths.of(path, id(queue, change.withdraw)));
        }
        output().show(queue, QueueCommand::forPeople);
    }

    private String text() throws IOException {
        String text = Typed.text(ratoon().around(), words, "Write the message");
        if (text.isBlank()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "There is nothing to say instead.",
                    "ratoon queue " + agent + " --edit MESSAGE TEXT");
        }
        return text;
    }

    private String id(JsonNode queue, String typed) {
        return Meant.id(
                queue.path("messages"),
                typed,
                "No message " + typed + " waits: the agent has it, or it was taken back.",
                "ratoon queue " + agent);
    }

    private static String forPeople(JsonNode queue) {
        Table table = new Table("ID", "BY", "MESSAGE");
        for (JsonNode message : queue.path("messages")) {
            boolean redirects = message.path("delivery").asText().equals("redirect");
            table.row(
                    Output.ending(message, "id"),
                    Output.text(message, "by"),
                    (redirects ? "(redirects) " : "")
                            + Visible.inert(message.path("text").asText()).replace('\n', ' '));
        }
        return table.render("No message waits.");
    }
}
