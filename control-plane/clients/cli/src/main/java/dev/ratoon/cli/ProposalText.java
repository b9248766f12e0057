package dev.ratoon.cli;

import static dev.ratoon.cli.PullText.exact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What would be published, as it was asked for: the control plane's proposal, and what was typed in
 * the place of what it says. Names and texts are shown as they are.
 */
final class ProposalText {
    private static final int MOST = 50;
    private static final int MOST_CONFLICTS = 10;

    private final StringBuilder text = new StringBuilder();
    private final JsonNode shown;
    private final JsonNode asked;
    private final String agent;

    private ProposalText(JsonNode shown, JsonNode asked, String agent) {
        this.shown = shown;
        this.asked = asked;
        this.agent = agent;
    }

    /**
     * All that somebody must see before it is published.
     *
     * @param asked the request that would be sent
     */
    static String of(JsonNode shown, JsonNode asked, String agent) {
        return new ProposalText(shown, asked, agent).whole();
    }

    private String whole() {
        text.append(agent)
                .append(", ")
                .append(exact(shown, "branch"))
                .append(" as of turn ")
                .append(shown.path("turn").asInt())
                .append(" (")
                .append(start(Output.text(shown, "commit")))
                .append("):\n");
        files();
        commits();
        field("into", into());
        field("stands", standing());
        field("together", together());
        field("to", to());
        field("there", PullText.line(shown.path("pull")));
        field("draft", draft());
        field("labels", labels());
        field("title", asked.has("title") ? exact(asked, "title") : title());
        field("says", exact(asked.has("body") ? asked : shown, "body"));
        for (JsonNode warning : shown.path("warnings")) {
            field("WARNING", PullText.warning(warning));
        }
        return text.toString().stripTrailing();
    }

    private void files() {
        Set<String> loose = new HashSet<>();
        shown.path("uncommitted").forEach(file -> loose.add(file.path("path").asText()));
        int listed = 0;
        for (JsonNode file : shown.path("files")) {
            if (++listed > MOST) {
                break;
            }
            String path = file.path("path").asText();
            text.append("  ").append(DiffCommand.line(file));
            if (loose.contains(path)) {
                text.append(comes(path) ? "  (not committed)" : "  (not committed: STAYS)");
            }
            text.append('\n');
        }
        int changed = shown.path("changed").asInt();
        text.append("  ")
                .append(changed)
                .append(changed == 1 ? " file, +" : " files, +")
                .append(shown.path("added").asInt())
                .append(" -")
                .append(shown.path("removed").asInt());
        long stay = loose.stream().filter(path -> !comes(path)).count();
        if (stay > 0) {
            text.append("; what is not committed in ").append(stay).append(" of them STAYS");
        }
        text.append(changed > MOST ? "; all of them: ratoon diff --stat " + agent : "")
                .append('\n');
    }

    /** Whether what is not committed of that file is published. */
    private boolean comes(String path) {
        JsonNode files = asked.path("files");
        if (!files.isArray()) {
            return !files.asText().equals("none");
        }
        for (JsonNode file : files) {
            if (file.asText().equals(path)) {
                return true;
            }
        }
        return false;
    }

    private void commits() {
        JsonNode commits = shown.path("commits");
        int listed = 0;
        for (JsonNode commit : commits) {
            if (++listed > MOST) {
                field("commit", "and " + (commits.size() - MOST) + " more");
                return;
            }
            field("commit", start(Output.text(commit, "id")) + " " + exact(commit, "subject"));
        }
    }

    private String into() {
        String onto = exact(shown, "onto");
        String gone = exact(shown, "gone");
        return (onto.isEmpty() ? "an empty repository" : onto)
                + (gone.isEmpty() ? "" : " (" + gone + " is not there any more)");
    }

    private String standing() {
        JsonNode standing = shown.path("standing");
        int behind = standing.path("behind").asInt();
        String commits = behind + (behind == 1 ? " commit" : " commits") + " behind it, and ";
        JsonNode conflicts = standing.path("conflicts");
        if (conflicts.isEmpty()) {
            String hint = asked.has("together") ? "" : " (with --merge or --rebase)";
            return behind == 0 ? "" : commits + "merges" + hint;
        }
        List<String> names = new ArrayList<>();
        for (JsonNode conflict : conflicts) {
            if (names.size() == MOST_CONFLICTS) {
                names.add("and " + (conflicts.size() - MOST_CONFLICTS) + " more");
                break;
            }
            names.add(Visible.exactLine(conflict.asText()));
        }
        return commits + "CONFLICTS in " + String.join(", ", names);
    }

    private String together() {
        return switch (asked.path("together").asText()) {
            case "merge" -> "what others did meanwhile is merged in";
            case "rebase" -> "its commits are made anew after what others did meanwhile";
            default -> "";
        };
    }

    private String to() {
        JsonNode to = shown.path("to");
        String repository = exact(to, "repository");
        String before = exact(shown.path("published"), "to");
        boolean goesOn = !asked.has("fork") && !before.isEmpty() && !before.equals(repository);
        boolean forks = asked.path("fork").asBoolean();
        // What is in the way there is in nobody's way in a fork.
        String why = forks || goesOn ? "" : exact(to, "why");
        return (forks ? "your own fork of " + repository : goesOn ? before : repository)
                + (to.path("github").asBoolean() ? ", as a pull request" : ", the branch alone")
                + (why.isEmpty() ? "" : " (" + why + ")");
    }

    private String draft() {
        return !asked.has("draft")
                ? ""
                : asked.path("draft").asBoolean() ? "not to be merged yet" : "no: ready for review";
    }

    private String labels() {
        List<String> labels = new ArrayList<>();
        asked.path("labels").forEach(label -> labels.add(Visible.exact(label.asText())));
        return String.join(", ", labels);
    }

    /** Of one that is open already people may have changed it. */
    private String title() {
        return exact(shown, "title")
                + (PrCommand.isOpen(shown.path("pull")) ? " (its pull request's own stays)" : "");
    }

    private static String start(String id) {
        return id.substring(0, Math.min(10, id.length()));
    }

    /** What has several lines stays in its column. */
    private void field(String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format("  %-8s ", name))
                    .append(value.strip().replace("\n", "\n           "))
                    .append('\n');
        }
    }
}
