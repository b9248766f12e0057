package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Personas, for people. Their words may be another's: they do nothing to the terminal. */
final class PersonaText {
    private static final String BAR = "  | ";

    private PersonaText() {}

    static String fullName(JsonNode persona) {
        String team = line(persona, "team");
        return (team.isEmpty() ? "" : team + "/") + line(persona, "name");
    }

    static String list(JsonNode answer) {
        Table table = new Table("PERSONA", "VERSION", "DESCRIPTION", "OWNER", "CHANGED");
        for (JsonNode each : answer.path("personas")) {
            table.row(
                    fullName(each),
                    Output.text(each, "version"),
                    line(each, "description"),
                    line(each, "owner"),
                    Output.moment(each, "changedAt"));
        }
        return table.render(
                "None. Make one: ratoon persona add NAME --instructions FILE\n"
                        + "Those of a repository: ratoon persona list --repo URL|PATH");
    }

    static String listOfRepository(JsonNode answer) {
        Table table = new Table("PERSONA", "DESCRIPTION");
        for (JsonNode each : answer.path("personas")) {
            String trouble = line(each, "trouble");
            table.row(
                    fullName(each),
                    trouble.isEmpty() ? line(each, "description") : "cannot be taken: " + trouble);
        }
        return table.render("The repository has none: they are files .ratoon/personas/NAME.md.");
    }

    static String whole(JsonNode persona) {
        var text = new StringBuilder(fullName(persona)).append('\n');
        field(text, "description", line(persona, "description"));
        field(text, "harness", line(persona, "harness"));
        field(text, "model", line(persona, "model"));
        field(text, "mode", line(persona, "mode"));
        field(text, "tools", tools(persona));
        field(text, "version", Output.text(persona, "version"));
        field(text, "owner", line(persona, "owner"));
        field(text, "created", Output.moment(persona, "createdAt"));
        field(
                text,
                "changed",
                Output.moment(persona, "changedAt") + " by " + line(persona, "changedBy"));
        field(text, "id", Output.text(persona, "id"));
        String instructions = persona.path("instructions").asText();
        if (instructions.isBlank()) {
            field(text, "instructions", "none");
        } else {
            text.append(BAR)
                    .append(Visible.exact(instructions).stripTrailing().replace("\n", "\n" + BAR))
                    .append('\n');
        }
        return text.toString();
    }

    private static String tools(JsonNode persona) {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : persona.path("tools")) {
            names.add(Visible.exactLine(tool.asText()));
        }
        return String.join(", ", names);
    }

    private static String line(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? "" : Visible.exactLine(value.asText());
    }

    private static void field(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-12s %s%n", name, value));
        }
    }
}
