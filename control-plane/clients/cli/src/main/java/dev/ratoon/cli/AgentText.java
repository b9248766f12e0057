package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** An agent, for people. One that runs without confinement is marked wherever it is seen. */
final class AgentText {
    private AgentText() {}

    static String table(Iterable<JsonNode> agents) {
        return table(agents, "No agents. Start one: ratoon start --repo URL|PATH PROMPT");
    }

    static String table(Iterable<JsonNode> agents, String whenEmpty) {
        Table table = new Table("AGENT", "STATE", "DOING", "REPOSITORY", "ACTIVE");
        for (JsonNode agent : agents) {
            table.row(
                    Output.text(agent, "name"),
                    state(agent),
                    oneLine(seen(agent, "doing")),
                    place(Output.text(agent, "repository")),
                    Output.dayOrTime(agent, "lastActiveAt"));
        }
        return table.render(whenEmpty);
    }

    /** After a verb: which one, and how it stands now. */
    static String line(JsonNode agent) {
        return Output.text(agent, "name")
                + ": "
                + state(agent)
                + doing(agent)
                + (agent.path("muted").asBoolean() ? ", muted" : "");
    }

    static String whole(JsonNode agent) {
        var text = new StringBuilder();
        text.append(Output.text(agent, "name"))
                .append("  ")
                .append(oneLine(seen(agent, "title")))
                .append('\n');
        JsonNode failure = agent.path("failure");
        field(text, "state", state(agent) + (failure.isObject() ? "" : doing(agent)));
        field(text, "failed", oneLine(seen(failure, "reason")));
        field(text, "next step", oneLine(seen(failure, "nextStep")));
        if (Output.text(agent, "state").equals("queued")) {
            field(
                    text,
                    "next step",
                    "wait, or give it the place of an idle one: ratoon pause AGENT");
        }
        field(text, "waits", waits(agent));
        field(text, "repository", Output.text(agent, "repository"));
        field(text, "branch", branch(agent));
        field(text, "changed", changes(agent.path("changes")));
        field(text, "published", published(agent.path("published")));
        field(text, "pull", PullText.line(agent.path("pull")));
        field(text, "harness", harness(agent));
        field(text, "mode", Output.text(agent, "mode"));
        field(text, "environment", environment(agent));
        field(text, "persona", persona(agent));
        field(text, "owner", Output.text(agent, "owner"));
        JsonNode limits = agent.path("limits");
        field(
                text,
                "turns",
                Output.text(agent, "turn")
                        + " of "
                        + Output.text(limits, "turns")
                        + ", "
                        + Output.text(limits, "minutes")
                        + " minutes at most");
        field(text, "spent", MoneyText.spent(agent));
        JsonNode cap = agent.path("cap");
        field(text, "at its cap", oneLine(seen(cap, "words")));
        if (!failure.isObject()) {
            field(text, "next step", oneLine(seen(cap, "nextStep")));
        }
        field(text, "muted", agent.path("muted").asBoolean() ? "for you: ratoon unmute AGENT" : "");
        field(text, "created", Output.moment(agent, "createdAt"));
        field(text, "active", Output.moment(agent, "lastActiveAt"));
        field(text, "kept until", Output.moment(agent, "reapAt"));
        field(text, "undo until", Output.moment(agent, "deletedUntil"));
        field(text, "id", Output.text(agent, "id"));
        return text.toString();
    }

    static String state(JsonNode agent) {
        String state = Output.text(agent, "state");
        String place = Output.text(agent, "queuePosition");
        return (agent.path("unconfined").asBoolean() ? "UNCONFINED " : "")
                + state
                + (place.isEmpty() ? "" : " (" + place + ")");
    }

    private static String doing(JsonNode agent) {
        String doing = oneLine(seen(agent, "doing"));
        // "paused, is paused" says it twice.
        return doing.isEmpty() || doing.equals("is " + Output.text(agent, "state"))
                ? ""
                : ", " + doing;
    }

    private static String waits(JsonNode agent) {
        int decisions = agent.path("decisions").asInt();
        int queued = agent.path("queued").asInt();
        String text =
                (decisions == 0 ? "" : decisions + " for a decision (ratoon decisions)")
                        + (decisions > 0 && queued > 0 ? ", " : "")
                        + (queued == 0
                                ? ""
                                : queued
                                        + (queued == 1 ? " message" : " messages")
                                        + " in the queue (ratoon queue)");
        return text;
    }

    private static String branch(JsonNode agent) {
        String base = Output.text(agent, "baseBranch");
        return Output.text(agent, "branch")
                + (base.isEmpty() ? "" : ", from " + base)
                + (agent.path("goesOn").asBoolean() ? ", which was there before it" : "");
    }

    private static String changes(JsonNode changes) {
        int files = changes.path("files").asInt();
        if (!changes.isObject() || files == 0) {
            return "";
        }
        boolean more = changes.path("more").asBoolean();
        return (more ? files + " files or more" : files == 1 ? "1 file" : files + " files")
                + (more
                        ? ""
                        : ", +"
                                + changes.path("added").asInt()
                                + " -"
                                + changes.path("removed").asInt());
    }

    private static String published(JsonNode published) {
        String commit = Output.text(published, "commit");
        return commit.isEmpty()
                ? ""
                : commit.substring(0, Math.min(10, commit.length()))
                        + " in "
                        + Output.text(published, "to");
    }

    private static String persona(JsonNode agent) {
        String version = Output.text(agent, "personaVersion");
        return Output.text(agent, "persona") + (version.isEmpty() ? "" : ", version " + version);
    }

    private static String environment(JsonNode agent) {
        String version = Output.text(agent, "environmentVersion");
        return Output.text(agent, "environment")
                + (version.isEmpty() ? "" : ", version " + version);
    }

    private static String harness(JsonNode agent) {
        String model = Output.text(agent, "model");
        return Output.text(agent, "harness") + (model.isEmpty() ? "" : ", " + model);
    }

    /** The last two parts of an address: what people call it. */
    private static String place(String repository) {
        String[] parts = repository.replaceAll("(\\.git)?/*$", "").split("/", -1);
        int last = parts.length - 1;
        return last < 1 ? repository : parts[last - 1] + "/" + parts[last];
    }

    /** Titles and reasons may be made of what came out of a sandbox. */
    private static String seen(JsonNode node, String field) {
        return Visible.inert(node.path(field).asText());
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\t', ' ');
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-11s %s%n", name, value));
        }
    }
}
