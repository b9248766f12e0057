package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "What an agent has changed, since it began or in one turn; no sandbox runs.")
final class DiffCommand extends AgentVerb {
    private static final int SHORT = 10;
    private static final Duration SILENCE = Duration.ofMinutes(2);

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "Only this file.")
    @Nullable String file;

    @Option(names = "--turn", paramLabel = "N", description = "What this turn has changed.")
    @Nullable Integer turn;

    @Option(names = "--stat", description = "The files with their counts, and no lines.")
    boolean stat;

    @Option(names = "--commits", description = "Its own commits, the newest first, and no lines.")
    boolean commits;

    @Override
    void run() throws IOException {
        if (commits) {
            refuseParts();
            output().show(api().get(Agents.path(found(), "commits")), DiffCommand::commits);
            return;
        }
        JsonNode found = found();
        if (output().json() || stat) {
            JsonNode changes =
                    api().get(Paths.query(Agents.path(found, "changes"), "turn", turn()));
            output().show(changes, DiffCommand::counts);
            return;
        }
        String path = Paths.query(Agents.path(found, "diff"), "turn", turn(), "path", file);
        try (InputStream body = api().stream(path, SILENCE)) {
            byte[] text = body.readAllBytes();
            if (ratoon().around().terminal()) {
                output().part(coloured(new String(text, StandardCharsets.UTF_8)));
            } else {
                // For git apply: as it is.
                ratoon().around().out().write(text);
                ratoon().around().out().flush();
            }
        }
    }

    private void refuseParts() {
        if (turn != null || file != null || stat) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "With --commits all commits of an agent are listed, and nothing else.",
                    "Leave out FILE, --turn and --stat");
        }
    }

    private static String commits(JsonNode answer) {
        Table table = new Table("COMMIT", "SUBJECT", "AUTHOR", "AT");
        for (JsonNode commit : answer.path("commits")) {
            String id = Output.text(commit, "id");
            table.row(
                    id.substring(0, Math.min(SHORT, id.length())),
                    Visible.exactLine(commit.path("subject").asText()),
                    Visible.exactLine(commit.path("author").asText()),
                    Output.moment(commit, "at"));
        }
        return table.render(
                "It has committed nothing itself. What it has changed: ratoon diff AGENT");
    }

    private @Nullable String turn() {
        return turn == null ? null : turn.toString();
    }

    static String counts(JsonNode changes) {
        var text = new StringBuilder();
        for (JsonNode file : changes.path("files")) {
            text.append(line(file)).append('\n');
        }
        int more = changes.path("more").asInt();
        if (more > 0) {
            text.append("and ").append(more).append(" more\n");
        }
        int changed = changes.path("changed").asInt();
        return text.append(changed)
                .append(changed == 1 ? " file, +" : " files, +")
                .append(changes.path("added").asInt())
                .append(" -")
                .append(changes.path("removed").asInt())
                .append(", as of turn ")
                .append(changes.path("turn").asInt())
                .toString();
    }

    /** A changed file: how much of it, what became of it, its name. */
    static String line(JsonNode file) {
        return count(file) + "  " + name(file);
    }

    private static String count(JsonNode file) {
        String told =
                switch (file.path("shown").asText()) {
                    case "lines" ->
                            "+" + file.path("added").asInt() + " -" + file.path("removed").asInt();
                    case "binary" -> "binary";
                    default -> "too large";
                };
        return String.format("%-9s %-8s", told, file.path("change").asText());
    }

    private static String name(JsonNode file) {
        String path = Visible.exactLine(file.path("path").asText());
        return file.hasNonNull("oldPath")
                ? Visible.exactLine(file.path("oldPath").asText()) + " -> " + path
                : path;
    }

    private String coloured(String diff) {
        var text = new StringBuilder();
        for (String line : Visible.inert(diff).split("\n", -1)) {
            text.append(coloured(line, line.isEmpty() ? ' ' : line.charAt(0))).append('\n');
        }
        text.setLength(text.length() - 1);
        return text.toString();
    }

    private String coloured(String line, char first) {
        boolean head =
                line.startsWith("diff ") || line.startsWith("+++ ") || line.startsWith("--- ");
        if (head) {
            return output().bold(line);
        }
        return first == '+' || first == '-' ? output().verdict(line, first == '+') : line;
    }
}
