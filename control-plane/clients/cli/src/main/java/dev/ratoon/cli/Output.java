package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a command answers. */
record Output(Surroundings around, boolean json) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    /** The API's object as it is, or as people read it. */
    void show(JsonNode answer, Function<JsonNode, String> forPeople) {
        line(json ? Json.write(answer) : forPeople.apply(answer).stripTrailing());
    }

    void line(String text) {
        around.out().println(text);
    }

    /** A piece of a line, at once. */
    void part(String text) {
        around.out().print(text);
        around.out().flush();
    }

    /** For people only, and never into a pipe. */
    void aside(String text) {
        if (!json) {
            around.err().println(text);
        }
    }

    String bold(String text) {
        return around.colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** Green when all is well, red when not. */
    String verdict(String text, boolean well) {
        return around.colour() ? "\u001b[" + (well ? "32m" : "31m") + text + "\u001b[0m" : text;
    }

    /** A text of the server without what would move the terminal's cursor. */
    static String printable(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cc}&&[^\\n]]", "?");
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : printable(value.asText());
    }

    static String moment(JsonNode node, String field) {
        String written = text(node, field);
        try {
            return written.isEmpty() ? "" : MINUTE.format(Instant.parse(written));
        } catch (DateTimeParseException e) {
            return written;
        }
    }

    /** For narrow columns: the time of today, else the day. */
    static String dayOrTime(JsonNode node, String field) {
        String written = text(node, field);
        try {
            if (written.isEmpty()) {
                return "";
            }
            var at = Instant.parse(written).atZone(ZoneId.systemDefault());
            boolean today = at.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
            return (today ? TIME : DAY).format(at);
        } catch (DateTimeParseException e) {
            return written;
        }
    }

    /** The end of a UUID, which is the random part of it: enough to name one among a few. */
    static String ending(JsonNode node, String field) {
        String id = text(node, field);
        return id.length() == 36 ? id.substring(24) : id;
    }
}
