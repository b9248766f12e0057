package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An environment, for people. Its words may be another's: they do nothing to the terminal. */
final class EnvironmentText {
    private static final String BAR = "  | ";

    private EnvironmentText() {}

    static String whole(JsonNode environment) {
        var text = new StringBuilder(EnvironmentCommand.fullName(environment)).append('\n');
        field(text, "description", Visible.inert(environment.path("description").asText()));
        field(text, "version", Output.text(environment, "version"));
        field(text, "owner", Output.text(environment, "owner"));
        field(text, "created", Output.moment(environment, "createdAt"));
        field(
                text,
                "changed",
                Output.moment(environment, "changedAt")
                        + " by "
                        + Output.text(environment, "changedBy"));
        field(text, "id", Output.text(environment, "id"));
        environment
                .path("variables")
                .properties()
                .forEach(
                        each ->
                                field(
                                        text,
                                        "variable",
                                        Visible.inert(
                                                each.getKey() + "=" + each.getValue().asText())));
        field(text, "allow", words(environment.path("allow")));
        field(text, "models may", words(environment.path("allowModels")));
        field(text, "save", words(environment.path("save")));
        field(text, "image", Visible.inert(environment.path("image").asText()));
        field(text, "refused", refused(environment.path("pushes")));
        field(text, "size", pairs(environment.path("size")));
        field(text, "defaults", pairs(environment.path("defaults")));
        field(text, "secrets", words(environment.path("secrets")));
        String setup = environment.path("setup").asText();
        if (setup.isBlank()) {
            field(text, "setup", "none");
        } else {
            field(text, "setup", Output.text(environment, "setupMinutes") + " minutes at most");
            text.append(BAR)
                    .append(Visible.inert(setup).stripTrailing().replace("\n", "\n" + BAR))
                    .append('\n');
        }
        return text.toString();
    }

    static String states(JsonNode answer) {
        Table table = new Table("REPOSITORY", "VERSION", "AT", "SETUP", "MADE", "WILL DO");
        var notes = new StringBuilder();
        for (JsonNode each : answer.path("states")) {
            String base = Output.text(each, "base");
            boolean stale = each.hasNonNull("stale");
            table.row(
                    Visible.inert(each.path("repository").asText()),
                    Output.text(each, "version"),
                    base.substring(0, Math.min(10, base.length())),
                    Output.text(each, "setupSeconds") + " s",
                    Output.moment(each, "madeAt"),
                    stale ? "no" : "yes");
            if (stale) {
                notes.append(base, 0, Math.min(10, base.length()))
                        .append(" will not do: ")
                        .append(Visible.inert(each.path("stale").asText()))
                        .append('\n');
            }
        }
        return table.render("Nothing is kept of it yet.") + notes;
    }

    /** What a push of its agents is refused for. */
    private static String refused(JsonNode pushes) {
        String paths = words(pushes.path("refusedPaths"));
        String secrets = pushes.path("refuseSecrets").asBoolean() ? "what looks like a key" : "";
        return paths + (paths.isEmpty() || secrets.isEmpty() ? "" : ", ") + secrets;
    }

    private static String words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(each -> words.add(Visible.inert(each.asText())));
        return String.join(", ", words);
    }

    private static String pairs(JsonNode object) {
        List<String> pairs = new ArrayList<>();
        object.properties()
                .forEach(
                        each ->
                                pairs.add(
                                        each.getKey()
                                                + " "
                                                + Visible.inert(each.getValue().asText())));
        return String.join(", ", pairs);
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-11s %s%n", name, value.replace('\n', ' ')));
        }
    }
}
