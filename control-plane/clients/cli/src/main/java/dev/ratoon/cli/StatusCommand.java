package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(name = "status", description = "What runs, since when, and how well.")
final class StatusCommand extends Verb {
    @Override
    void run() {
        Api api = api();
        JsonNode status = api.get("/api/status");
        output().show(status, answer -> forPeople(api, answer));
    }

    private String forPeople(Api api, JsonNode status) {
        Output output = output();
        JsonNode database = status.path("database");
        JsonNode confinement = status.path("confinement");
        var text = new StringBuilder();
        text.append("Ratoon ")
                .append(Output.text(status, "version"))
                .append(" at ")
                .append(api.url())
                .append('\n');
        String health = health(status.path("health"));
        boolean well = health.equals("up") || health.equals("ok");
        line(text, "health", output.verdict(health, well));
        line(text, "since", Output.moment(status, "startedAt"));
        line(text, "database", Output.text(database, "description"));
        JsonNode disk = status.path("disk");
        line(text, "disk", Output.text(disk, "description"));
        line(text, "", Output.text(disk, "nextStep"));
        line(text, "sandboxes", Output.text(confinement, "description"));
        line(text, "", Output.text(confinement, "nextStep"));
        line(text, "roles", String.join(", ", texts(status.path("roles"))));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "  %-10s %s%n", name, value));
        }
    }

    /** A word, or an object that has it as its status. */
    private static String health(JsonNode health) {
        String word = health.isObject() ? Output.text(health, "status") : health.asText();
        return Output.printable(word).toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(Output.printable(node.asText())));
        return texts;
    }
}
