package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What would be published, and pull requests, for people. Names and texts are shown as they are.
 */
final class PullText {
    private static final int MOST = 50;

    private PullText() {}

    /** {@code #7 open, checks passed: URL}; nothing when there is none. */
    static String line(JsonNode pull) {
        if (!pull.path("number").isNumber()) {
            return "";
        }
        String checks = Output.text(pull, "checks");
        String review = Output.text(pull, "review").replace('-', ' ');
        return "#"
                + pull.path("number").asText()
                + " "
                + Output.text(pull, "state")
                + (checks.isEmpty() ? "" : ", checks " + checks)
                + (review.isEmpty() ? "" : ", " + review)
                + ": "
                + Output.text(pull, "url");
    }

    /** All that somebody must see before it is published. */
    static String proposal(JsonNode shown, String agent) {
        var text = new StringBuilder();
        text.append(agent)
                .append(", ")
                .append(exact(shown, "branch"))
                .append(" as of turn ")
                .append(shown.path("turn").asInt())
                .append(" (")
                .append(commit(shown))
                .append("):\n");
        files(text, shown);
        commits(text, shown.path("commits"));
        field(text, "into", into(shown));
        field(text, "stands", standing(shown));
        field(text, "to", to(shown.path("to")));
        field(text, "there", line(shown.path("pull")));
        field(text, "title", exact(shown, "title"));
        field(text, "says", exact(shown, "body"));
        for (JsonNode warning : shown.path("warnings")) {
            field(text, "WARNING", warning(warning));
        }
        return text.toString().stripTrailing();
    }

    static String warning(JsonNode warning) {
        return exact(warning, "words") + " [" + exact(warning, "id") + "]";
    }

    private static void files(StringBuilder text, JsonNode shown) {
        Set<String> loose = new HashSet<>();
        shown.path("uncommitted").forEach(file -> loose.add(file.path("path").asText()));
        int listed = 0;
        for (JsonNode file : shown.path("files")) {
            if (++listed > MOST) {
                break;
            }
            boolean isLoose = loose.contains(file.path("path").asText());
            text.append("  ")
                    .append(DiffCommand.line(file))
                    .append(isLoose ? "  (not committed)" : "")
                    .append('\n');
        }
        int changed = shown.path("changed").asInt();
        text.append("  ")
                .append(changed)
                .append(changed == 1 ? " file, +" : " files, +")
                .append(shown.path("added").asInt())
                .append(" -")
                .append(shown.path("removed").asInt())
                .append(changed > MOST ? "; all of them: ratoon diff --stat" : "")
                .append('\n');
    }

    private static void commits(StringBuilder text, JsonNode commits) {
        int listed = 0;
        for (JsonNode commit : commits) {
            if (++listed > MOST) {
                field(text, "commit", "and " + (commits.size() - MOST) + " more");
                return;
            }
            String id = Output.text(commit, "id");
            field(
                    text,
                    "commit",
                    id.substring(0, Math.min(10, id.length())) + " " + exact(commit, "subject"));
        }
    }

    private static String into(JsonNode shown) {
        String onto = exact(shown, "onto");
        String gone = exact(shown, "gone");
        return (onto.isEmpty() ? "an empty repository" : onto)
                + (gone.isEmpty() ? "" : " (" + gone + " is not there any more)");
    }

    private static String standing(JsonNode shown) {
        JsonNode standing = shown.path("standing");
        int behind = standing.path("behind").asInt();
        JsonNode conflicts = standing.path("conflicts");
        if (conflicts.isEmpty()) {
            return behind == 0 ? "" : behind + " commits behind it, and merges";
        }
        var names = new StringBuilder();
        for (JsonNode conflict : conflicts) {
            names.append(names.isEmpty() ? "" : ", ").append(Visible.exact(conflict.asText()));
        }
        return behind + " commits behind it, and CONFLICTS in " + names;
    }

    private static String to(JsonNode to) {
        String why = exact(to, "why");
        return exact(to, "repository")
                + (to.path("github").asBoolean() ? ", as a pull request" : ", the branch alone")
                + (why.isEmpty() ? "" : " (" + why + ")");
    }

    private static String commit(JsonNode shown) {
        String whole = Output.text(shown, "commit");
        return whole.substring(0, Math.min(10, whole.length()));
    }

    private static String exact(JsonNode node, String field) {
        return node.hasNonNull(field) ? Visible.exact(node.path(field).asText()) : "";
    }

    /** What has several lines stays in its column. */
    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format("  %-8s ", name))
                    .append(value.strip().replace("\n", "\n           "))
                    .append('\n');
        }
    }
}
