package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision that waits: found among the others, checked, and shown as it was asked. */
record OpenDecision(JsonNode decision) {
    /**
     * The one that is meant.
     *
     * @param typed its id, or a beginning or end of it; null if there is but one
     */
    static OpenDecision among(JsonNode decisions, @Nullable String typed, String agent) {
        var meant = new ArrayList<JsonNode>();
        for (JsonNode decision : decisions) {
            String id = decision.path("id").asText();
            if (typed == null || id.startsWith(typed) || id.endsWith(typed)) {
                meant.add(decision);
            }
        }
        if (meant.isEmpty()) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    agent
                            + (typed == null
                                    ? " waits for no decision."
                                    : " waits for no decision " + typed + "."),
                    "ratoon decisions");
        }
        if (meant.size() > 1) {
            throw new CommandFailure(
                    Exit.USAGE,
                    agent + " waits for more than one decision:" + list(meant),
                    "Name one of them after the agent");
        }
        return new OpenDecision(meant.getFirst()).checked();
    }

    String id() {
        return decision.path("id").asText();
    }

    String digest() {
        return decision.path("digest").asText();
    }

    /** What is shown is what the digest stands for, or nothing is answered. */
    private OpenDecision checked() {
        if (!sha256(decision.path("request").asText()).equals(digest())) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "What the control plane shows is not what the decision is about.",
                    "Do not answer it; ask whoever runs it, and update this client");
        }
        return this;
    }

    String forPeople() {
        var text = new StringBuilder();
        text.append(Output.text(decision, "agentName"))
                .append(" asks: ")
                .append(Visible.exact(decision.path("title").asText()).replace('\n', ' '))
                .append('\n');
        doubts().forEach(doubt -> text.append(doubt).append('\n'));
        if (!mark(decision).isEmpty()) {
            text.append(mark(decision))
                    .append(
                            "agent: what you allow is run by Ratoon's own user, without a sandbox.\n");
        }
        JsonNode command = decision.path("command");
        if (command.isObject()) {
            text.append("It would run, ").append(where(command)).append(":\n");
            for (JsonNode word : command.path("argv")) {
                text.append("  ").append(Visible.exact(word.asText()).replace("\n", "\n  | "));
                text.append('\n');
            }
        }
        text.append("Exactly this was asked, sha256 ").append(digest()).append(":\n");
        Visible.exact(decision.path("request").asText())
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
        for (JsonNode option : decision.path("options")) {
            if (option.path("kind").asText().equals("answer")) {
                text.append("  --option ")
                        .append(Visible.exact(option.path("id").asText()))
                        .append("  ")
                        .append(Visible.exact(option.path("name").asText()).replace('\n', ' '))
                        .append('\n');
            }
        }
        return text.append("Until ").append(Output.moment(decision, "expiresAt")).toString();
    }

    /** What is not as it looks, in words. */
    private List<String> doubts() {
        JsonNode call = call();
        JsonNode input = call.path("rawInput");
        List<String> argv = argv(input);
        String title = call.path("title").asText("");
        List<String> read = new ArrayList<>(argv);
        read.add(title);
        if (argv.isEmpty()) {
            // Paths and addresses; what a file is to hold is in whatever language.
            input.forEach(
                    value -> {
                        if (value.isTextual() && !value.asText().matches("(?s).*[\\n ].*")) {
                            read.add(value.asText());
                        }
                    });
        }
        List<String> doubts = new ArrayList<>();
        Unlike.of(title, argv, input).ifPresent(doubts::add);
        Lookalikes.in(read).map(Visible::exactLine).ifPresent(doubts::add);
        return doubts;
    }

    private JsonNode call() {
        try {
            return Json.read(decision.path("request").asText()).path("toolCall");
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** What is too long to be allowed for good stands in the request alone. */
    private List<String> argv(JsonNode input) {
        List<String> argv = new ArrayList<>();
        decision.path("command").path("argv").forEach(word -> argv.add(word.asText()));
        JsonNode command = input.path("command");
        if (argv.isEmpty() && command.isTextual()) {
            return List.of("sh", "-c", command.asText());
        }
        if (argv.isEmpty()) {
            command.forEach(word -> argv.add(word.asText()));
        }
        return argv;
    }

    static String mark(JsonNode decision) {
        return decision.path("unconfined").asBoolean() ? "UNCONFINED " : "";
    }

    private static String where(JsonNode command) {
        return command.path("directory").asText().isEmpty()
                ? "where is not said"
                : "in " + directory(command);
    }

    /** The harness may have its own wherever it likes. */
    static String directory(JsonNode command) {
        String directory = command.path("directory").asText();
        return directory.isEmpty() ? "not said" : Visible.exact(directory);
    }

    private static String list(List<JsonNode> decisions) {
        var text = new StringBuilder();
        for (JsonNode decision : decisions) {
            text.append("\n  ")
                    .append(Output.text(decision, "id"))
                    .append("  ")
                    .append(Visible.exact(decision.path("title").asText()).replace('\n', ' '));
        }
        return text.toString();
    }

    static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
