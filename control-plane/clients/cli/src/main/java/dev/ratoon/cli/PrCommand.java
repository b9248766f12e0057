package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pr",
        description = {
            "Publish an agent's work as a pull request, in your name.",
            "Shows first what that is, and asks."
        })
final class PrCommand extends AgentVerb {
    /** A branch with a long history goes a long way. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String NOT_ACCEPTED = ":warnings-not-accepted";

    @Option(names = "--title", paramLabel = "TEXT", description = "Else made from the work.")
    @Nullable String title;

    @Option(names = "--body", paramLabel = "TEXT", description = "Else made from the work.")
    @Nullable String body;

    @Option(
            names = "--write",
            description = {
                "Have the agent's harness write the title and the description, which its model is"
                        + " paid for; you read them before anything is published."
            })
    boolean write;

    @Option(
            names = "--draft",
            negatable = true,
            description = "Not to be merged yet; --no-draft when it is.")
    @Nullable Boolean draft;

    @Option(names = "--base", paramLabel = "BRANCH", description = "Into this one.")
    @Nullable String base;

    @Option(names = "--label", paramLabel = "LABEL", description = "May be said again.")
    List<String> labels = List.of();

    @Option(
            names = "--files",
            paramLabel = "all|none|PATH",
            description = "What of the uncommitted comes with it; a PATH may be said again.")
    List<String> files = List.of();

    @ArgGroup @Nullable Together together;

    @Option(
            names = "--fork",
            negatable = true,
            description = "Into your own fork; without it, where it went before.")
    @Nullable Boolean fork;

    @Option(
            names = "--accept",
            paramLabel = "WARNING",
            description = "Yes to a warning, by its id; may be said again.")
    List<String> accept = List.of();

    @Option(names = "--yes", description = "Do not ask; each warning needs its --accept.")
    boolean yes;

    /** One way or the other. */
    static final class Together {
        @Option(names = "--merge", description = "Merge what others did meanwhile.")
        boolean merge;

        @Option(names = "--rebase", description = "Put it after what others did meanwhile.")
        boolean rebase;
    }

    @Override
    void run() {
        if (write && yes) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "What --write brings is there to be read before it is published, and with"
                            + " --yes nobody reads it.",
                    "Leave out --yes, or say it yourself with --title and --body");
        }
        JsonNode found = found();
        String path = Agents.path(found, "pull-request");
        JsonNode shown = api().get(Paths.query(path, "base", base), PATIENCE);
        String name = Output.text(found, "name");
        mustBeAllowed(shown, name);
        if (write) {
            write(path, isOpen(shown.path("pull")));
        }
        ObjectNode request = request(shown);
        accepted(shown, request, name).forEach(request.putArray("accept")::add);
        JsonNode done = published(path, request, name);
        output().show(done, PrCommand::told);
        done.path("notes").forEach(note -> output().aside(Visible.inert(note.asText())));
    }

    /**
     * What was typed stays; where none comes, what the proposal says does.
     *
     * @param isThere whether there is a pull request whose title people have
     */
    private void write(String path, boolean isThere) {
        output().aside("Asking its harness for the title and the description ...");
        try {
            JsonNode text =
                    api().post(Paths.query(path + "/text", "base", base), Json.object(), PATIENCE);
            title = title == null && !isThere ? text.path("title").asText() : title;
            body = body == null ? text.path("body").asText() : body;
        } catch (CommandFailure refused) {
            if (refused.exit() != Exit.REFUSED) {
                throw refused;
            }
            output().aside(Visible.inert(String.valueOf(refused.getMessage())));
        }
    }

    /** Before anybody reads all of it. */
    private void mustBeAllowed(JsonNode shown, String name) {
        JsonNode to = shown.path("to");
        String before = shown.path("published").path("to").asText();
        boolean elsewhere =
                Boolean.TRUE.equals(fork)
                        || (!before.isEmpty() && !before.equals(to.path("repository").asText()));
        if (to.path("mayPush").asBoolean() || elsewhere) {
            return;
        }
        throw new CommandFailure(
                Exit.REFUSED,
                Visible.inert(to.path("why").asText()),
                to.path("fork").asBoolean()
                        ? "Publish it in a fork of yours: ratoon pr --fork " + name
                        : null);
    }

    /** Asks for the whole, then for each warning; what was typed with --accept is not asked for. */
    private List<String> accepted(JsonNode shown, JsonNode request, String name) {
        String text = ProposalText.of(shown, request, name);
        var accepted = new ArrayList<>(accept);
        if (yes) {
            output().aside(text);
            return accepted;
        }
        String not = "Nothing was published.";
        Confirmation.of(ratoon().around(), text + "\nThis publishes it in your name.", not);
        for (JsonNode warning : shown.path("warnings")) {
            String id = warning.path("id").asText();
            if (!accepted.contains(id)) {
                Confirmation.of(ratoon().around(), "WARNING " + PullText.warning(warning), not);
                accepted.add(id);
            }
        }
        return accepted;
    }

    private ObjectNode request(JsonNode shown) {
        ObjectNode request =
                Json.object(
                        "commit",
                        shown.path("commit").asText(),
                        "title",
                        title,
                        "body",
                        body,
                        "base",
                        base == null ? shownBase(shown) : base);
        if (files.size() == 1 && (files.contains("all") || files.contains("none"))) {
            request.put("files", files.getFirst());
        } else if (!files.isEmpty()) {
            files.forEach(request.putArray("files")::add);
        }
        if (draft != null) {
            request.put("draft", draft);
        }
        if (fork != null) {
            request.put("fork", fork);
        }
        if (together != null) {
            request.put("together", together.merge ? "merge" : "rebase");
        }
        labels.forEach(request.putArray("labels")::add);
        return request;
    }

    /** What people did to an open one's stays. */
    private static @Nullable String shownBase(JsonNode shown) {
        String onto = shown.path("onto").asText();
        return isOpen(shown.path("pull")) || onto.isEmpty() ? null : onto;
    }

    static boolean isOpen(JsonNode pull) {
        String state = pull.path("state").asText();
        return state.equals("open") || state.equals("draft");
    }

    /** No id is in the next step: whoever named a file would choose what others paste. */
    private JsonNode published(String path, JsonNode request, String name) {
        try {
            return sent(path, request);
        } catch (CommandFailure refused) {
            JsonNode problem = refused.problem();
            if (problem == null || !problem.path("type").asText().endsWith(NOT_ACCEPTED)) {
                throw refused;
            }
            throw new CommandFailure(
                    refused.exit(),
                    String.valueOf(refused.getMessage()),
                    "Look at each, then say yes to it by its id: ratoon pr --accept ID " + name,
                    problem,
                    refused);
        }
    }

    /** An answer that got lost is asked for once more: the key says that it is the same. */
    private JsonNode sent(String path, JsonNode request) {
        String key = UUID.randomUUID().toString();
        try {
            return api().postOnce(path, request, key, PATIENCE);
        } catch (CommandFailure lost) {
            if (lost.exit() != Exit.UNREACHABLE) {
                throw lost;
            }
            return api().postOnce(path, request, key, PATIENCE);
        }
    }

    private static String told(JsonNode done) {
        String at = Output.text(done, "commit");
        String branch =
                Visible.inert(done.path("branch").asText())
                        + " is at "
                        + at.substring(0, Math.min(10, at.length()))
                        + " in "
                        + Visible.inert(done.path("to").asText());
        JsonNode pull = done.path("pull");
        if (!pull.isObject()) {
            var text = new StringBuilder(branch).append('\n');
            // Other hosts than GitHub say here where a request of theirs is opened.
            done.path("said")
                    .forEach(line -> text.append(Visible.inert(line.asText())).append('\n'));
            return text.append(Visible.inert(done.path("next").asText())).toString();
        }
        return branch
                + "\nPull request #"
                + pull.path("number").asText()
                + (done.path("opened").asBoolean() ? " is opened" : " has it")
                + ", "
                + Output.text(pull, "state")
                + ":\n"
                + Output.text(pull, "url");
    }
}
