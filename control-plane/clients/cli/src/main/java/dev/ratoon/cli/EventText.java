package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event says to people: a line, and under it what belongs to it. A type that this client
 * does not know is shown as it came.
 */
final class EventText {
    private final ToolText tools = new ToolText();

    /** Inert, whoever wrote it. */
    String of(JsonNode event) {
        String type = event.path("type").asText();
        if (event.has("damaged")) {
            return Visible.inert(type) + ": damaged, kept as base64 (--json)";
        }
        JsonNode payload = event.path("payload");
        String text =
                event.path("source").asText().equals("observed")
                        ? observed(type, payload)
                        : reported(type, payload);
        return Visible.inert(text);
    }

    private static String observed(String type, JsonNode p) {
        return switch (type) {
            case "agent.created" ->
                    "created as "
                            + of(p, "name")
                            + " on "
                            + of(p, "repository")
                            + ", branch "
                            + of(p, "branch")
                            + (p.path("unconfined").asBoolean() ? ", UNCONFINED" : "");
            case "environment.taken" -> environment(p);
            case "persona.taken" -> persona(p);
            case "harness.taken" ->
                    "harness " + of(p, "harness") + in(p, "version", ", version ") + by(p);
            case "harness.installing" ->
                    "installs its harness " + of(p, "harness") + in(p, "words", ": ");
            case "agent.renamed" -> "renamed to \"" + of(p, "title") + "\"" + by(p);
            case "agent.deleted" ->
                    "deleted" + by(p) + ", can be undone until " + Output.moment(p, "until");
            case "agent.restored" -> "brought back" + by(p);
            case "agent.failed" -> "FAILED: " + of(p, "reason") + "\nNext: " + of(p, "nextStep");
            case "message.sent" ->
                    "message"
                            + by(p)
                            + (p.path("redirects").asBoolean() ? ", redirects" : "")
                            + "\n"
                            + of(p, "text");
            case "message.edited" -> "message changed" + by(p) + "\n" + of(p, "text");
            case "message.withdrawn" -> "message taken back" + by(p);
            case "turn.given" -> "turn " + of(p, "turn") + " is given to it\n" + of(p, "text");
            case "turn.stopped" -> "turn " + of(p, "turn") + " stopped" + by(p) + why(p);
            case "turn.cut" -> "turn " + of(p, "turn") + " was cut: " + of(p, "words");
            case "decision.opened" -> decision(p);
            case "decision.answered" ->
                    "decision answered"
                            + by(p)
                            + ": "
                            + (p.hasNonNull("option") ? of(p, "option") : "refused")
                            + (p.hasNonNull("rule") ? ", by a standing rule" : "")
                            + (p.hasNonNull("words") ? "\n" + of(p, "words") : "");
            case "decision.closed" -> "decision closed" + why(p);
            case "decision.overstepped" -> overstepped(p);
            case "rule.added" ->
                    "rule added" + by(p) + ", until " + Output.moment(p, "expiresAt") + command(p);
            case "rule.removed" -> "rule removed" + by(p);
            case "mode.changed" -> "mode is " + of(p, "mode") + by(p);
            case "limits.changed" ->
                    "limits are "
                            + of(p.path("limits"), "minutes")
                            + " minutes, "
                            + of(p.path("limits"), "turns")
                            + " turns"
                            + (p.path("limits").has("money")
                                    ? ", " + MoneyText.dollars(p.path("limits"), "money")
                                    : "")
                            + (p.path("limits").has("tokens")
                                    ? ", "
                                            + MoneyText.tokens(
                                                    p.path("limits").path("tokens").asLong())
                                            + " tokens"
                                    : "")
                            + by(p);
            case "model.called" -> ModelText.called(p);
            case "limit.reached" -> "limit of " + of(p, "limit") + " reached: " + of(p, "words");
            case "pause.asked" -> "pause asked" + by(p) + why(p);
            case "resume.asked" -> "resume asked" + by(p);
            case "sandbox.wanted" -> "sandbox " + of(p, "incarnation") + " wanted";
            case "sandbox.started" ->
                    "sandbox " + of(p, "incarnation") + " started: " + of(p, "description");
            case "sandbox.ended" ->
                    "sandbox " + of(p, "incarnation") + " ended: " + of(p, "reason");
            case "sandbox.stays" ->
                    "sandbox " + of(p, "incarnation") + " is not gone: " + of(p, "words");
            case "workspace.replaced" ->
                    (p.hasNonNull("turn") ? "turn " + of(p, "turn") + " was cut: " : "")
                            + of(p, "words");
            case "runner.connected" -> "runner connected (sandbox " + of(p, "incarnation") + ")";
            case "branch.pushed" -> "pushed " + of(p, "branch") + " at " + commit(p, "to");
            case "checkpoint.kept" ->
                    "checkpoint of turn " + of(p, "turn") + " kept, " + commit(p, "commit");
            case "push.refused" ->
                    "push to "
                            + of(p, "ref")
                            + " REFUSED ("
                            + of(p, "rule")
                            + ")\n"
                            + of(p, "words");
            case "model.refused" ->
                    "call to a model REFUSED ("
                            + of(p, "rule")
                            + (p.path("before").asLong() > 0
                                    ? ", and " + of(p, "before") + " more before it"
                                    : "")
                            + ")\n"
                            + of(p, "words");
            case "egress.refused" -> refused(p);
            case "egress.allowed" -> "may reach " + of(p, "host") + reach(p) + by(p);
            case "egress.taken-back" -> "may not reach " + of(p, "host") + " any more" + by(p);
            case "egress.used" ->
                    "reached "
                            + of(p, "host")
                            + in(p, "port", ":")
                            + ": "
                            + of(p, "connections")
                            + " connections, "
                            + of(p, "sent")
                            + " bytes out, "
                            + of(p, "received")
                            + " in";
            case "push.allowed" -> "one push may break the rule " + of(p, "rule") + by(p);
            case "allowance.used" -> "a push has broken the rule " + of(p, "rule") + ", as allowed";
            case "branch.published" ->
                    "published "
                            + of(p, "branch")
                            + " at "
                            + commit(p, "commit")
                            + in(p, "to", " to ")
                            + by(p);
            case "pull.opened" ->
                    "pull request #"
                            + of(p, "number")
                            + (p.path("draft").asBoolean() ? " opened as a draft" : " opened")
                            + in(p, "base", " into ")
                            + by(p)
                            + in(p, "url", "\n");
            case "pull.updated" -> "pull request #" + of(p, "number") + " changed" + by(p);
            case "state.used" ->
                    "a kept state of "
                            + Output.moment(p, "madeAt")
                            + " is put back instead of the setup script, which had taken "
                            + of(p, "setupSeconds")
                            + " s";
            case "state.kept" ->
                    "what the setup script has made is kept (" + of(p, "setupSeconds") + " s)";
            case "state.stale" ->
                    "the kept state of "
                            + Output.moment(p, "madeAt")
                            + " is not used"
                            + why(p)
                            + ". The setup script runs again";
            case "secrets.given" -> "the setup script is given secrets: " + words(p, "names");
            case "exec.begun" -> "runs a command" + by(p) + "\n" + words(p, "arguments");
            case "exec.ended" -> "that command is over";
            case "pull.changed" ->
                    "pull request #"
                            + of(p, "number")
                            + " is "
                            + of(p, "state")
                            + in(p, "checks", ", checks ")
                            + in(p, "review", ", ");
            case "payload.quarantined" ->
                    "unreadable " + of(p, "reportedType") + " put aside" + why(p);
            default -> type + " " + Json.compact(p);
        };
    }

    private String reported(String type, JsonNode p) {
        return switch (type) {
            case "workspace.preparing" ->
                    switch (of(p, "step")) {
                        case "clone" -> "fetches the repository";
                        case "restore" -> "restores the workspace, which is gone";
                        case "setup" -> "runs the setup script";
                        case "keep" -> "keeps what the setup script has made";
                        case "harness" -> "starts the harness";
                        default -> "prepares the workspace: " + of(p, "step");
                    };
            case "workspace.prepared" ->
                    "workspace ready on " + of(p, "branch") + in(p, "commit", " at ");
            case "workspace.failed" ->
                    (of(p, "step").equals("harness")
                                    ? "harness FAILED to begin"
                                    : "workspace FAILED in " + of(p, "step"))
                            + in(p, "exitCode", ", exit code ")
                            + "\n"
                            + of(p, "words");
            case "harness.started" ->
                    "harness "
                            + of(p, "name")
                            + in(p, "version", " ")
                            + (p.path("resumed").asBoolean() ? " goes on" : " started");
            case "harness.ended" ->
                    "harness ended" + in(p, "exitCode", ", exit code ") + "\n" + of(p, "words");
            case "turn.started" -> "turn " + of(p, "turn") + " begins";
            case "turn.ended" ->
                    "turn " + of(p, "turn") + " " + of(p, "outcome") + in(p, "words", ": ");
            case "said" -> "says\n" + of(p, "text");
            case "output" -> "prints\n" + of(p, "text");
            case "tool" -> tools.tool(p);
            case "plan" -> ToolText.plan(p.path("update"));
            case "mode.reported" -> "says its mode is " + of(p, "mode");
            case "usage.reported" -> "says it has used " + Json.compact(p.path("usage"));
            case "harness.update" -> "harness update " + Json.compact(p.path("update"));
            case "decision.requested" -> "asks whether it may (turn " + of(p, "turn") + ")";
            case "decision.withdrawn" -> "does not ask any more: " + of(p, "words");
            case "checkpoint.made" -> checkpoint(p);
            case "notice" -> "notice: " + of(p, "words");
            default -> type + " (said by the sandbox) " + Json.compact(p);
        };
    }

    /** Names some of what is not in it: one line is enough to go and look. */
    private static String checkpoint(JsonNode p) {
        JsonNode left = p.path("notSaved");
        var some = new ArrayList<String>();
        for (int i = 0; i < left.size() && i < 3; i++) {
            some.add(of(left.get(i), "path") + " (" + of(left.get(i), "why") + ")");
        }
        long more = left.size() - some.size() + p.path("more").asLong();
        return "checkpoint of turn "
                + of(p, "turn")
                + in(p, "commit", " at ")
                + (some.isEmpty() ? "" : ", without " + String.join(", ", some))
                + (more == 0 ? "" : " and " + more + " more");
    }

    private static String decision(JsonNode p) {
        var choices = new ArrayList<String>();
        p.path("choices").forEach(choice -> choices.add(choice.path("name").asText()));
        return "NEEDS A DECISION until "
                + Output.moment(p, "expiresAt")
                + ": "
                + String.join(", ", choices)
                + command(p)
                + "\nratoon approve or deny, decision "
                + of(p, "decision");
    }

    private static String overstepped(JsonNode p) {
        String input = of(p, "input");
        boolean isCommand = input.equals("command");
        return "it was allowed one thing and SAYS ANOTHER\nallowed "
                + (isCommand ? "to run" : input)
                + ": "
                + of(p, "allowed")
                + "\nit says "
                + (isCommand ? "that it runs" : input)
                + ": "
                + of(p, "said");
    }

    private static String refused(JsonNode p) {
        long attempts = p.path("attempts").asLong();
        return "way to "
                + of(p, "host")
                + in(p, "port", ":")
                + " REFUSED ("
                + of(p, "rule")
                + ")"
                + (attempts > 1 ? ", " + attempts + " times more" : "")
                + "\n"
                + of(p, "words");
    }

    private static String reach(JsonNode p) {
        if (p.hasNonNull("environment")) {
            return " as long as it lives, as all that begin with " + of(p, "environment") + " may";
        }
        return p.hasNonNull("until")
                ? " until " + Output.moment(p, "until")
                : ", as all of its owner's or team's may";
    }

    private static String command(JsonNode p) {
        JsonNode command = p.path("command");
        if (!command.isObject()) {
            return "";
        }
        return "\n" + words(command, "argv") + in(command, "directory", "\nin ");
    }

    private static String words(JsonNode p, String field) {
        List<String> words = new ArrayList<>();
        p.path(field).forEach(word -> words.add(word.asText()));
        return String.join(" ", words);
    }

    private static String persona(JsonNode p) {
        String version = of(p, "version");
        return "persona "
                + of(p, "name")
                + (version.isEmpty() ? " at " + of(p, "commit") : ", version " + version)
                + by(p);
    }

    private static String environment(JsonNode p) {
        long lines = p.path("setup").asText().lines().count();
        return "environment "
                + of(p, "name")
                + ", version "
                + of(p, "version")
                + (lines == 0
                        ? ", without a setup script"
                        : ", setup script of " + lines + (lines == 1 ? " line" : " lines"))
                + in(p, "image", ", in the image ")
                + by(p)
                + in(p, "from", "\nread from ")
                + lines(p, "notes");
    }

    private static String lines(JsonNode p, String field) {
        var lines = new StringBuilder();
        p.path(field).forEach(line -> lines.append('\n').append(line.asText()));
        return lines.toString();
    }

    private static String commit(JsonNode p, String field) {
        String whole = of(p, field);
        return whole.substring(0, Math.min(whole.length(), 10));
    }

    private static String by(JsonNode p) {
        return in(p, "by", " by ");
    }

    private static String why(JsonNode p) {
        return in(p, "why", ": ");
    }

    private static String in(JsonNode p, String field, String before) {
        String value = of(p, field);
        return value.isEmpty() ? "" : before + value;
    }

    private static String of(JsonNode p, String field) {
        return p.hasNonNull(field) ? p.path(field).asText() : "";
    }
}
