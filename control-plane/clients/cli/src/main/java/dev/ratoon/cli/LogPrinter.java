package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log for people: a line an event, and what the agent says and prints as running text. Every line
 * of the agent's own begins with a bar, so that none can pass for one of ours.
 */
final class LogPrinter implements LogSink {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int MOST_MESSAGES = 500;
    private static final String BAR = "  | ";

    private final Output output;
    private final EventText texts = new EventText();

    /** How far each message was shown; live pieces and events tell the same twice. */
    private final Map<String, Long> shown =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST_MESSAGES;
                }
            };

    private @Nullable String flowing;
    private boolean lineBegun;
    private @Nullable LocalDate day;

    LogPrinter(Output output) {
        this.output = output;
    }

    @Override
    public void event(JsonNode event) {
        JsonNode payload = event.path("payload");
        switch (event.path("type").asText()) {
            case "said" -> said(payload, true);
            case "output" ->
                    flow("output " + Output.text(payload, "source"), payload.path("text").asText());
            default -> line(event);
        }
    }

    @Override
    public void chunk(JsonNode chunk) {
        said(chunk, false);
    }

    private void said(JsonNode piece, boolean whole) {
        String heading = piece.path("kind").asText().equals("thought") ? "thinks" : "says";
        String message = heading + " " + piece.path("message").asText();
        String text = piece.path("text").asText();
        long offset = piece.path("offset").asLong();
        long before = shown.getOrDefault(message, 0L);
        if (offset + text.length() <= before || (offset > before && !whole)) {
            return;
        }
        int known = (int) Math.max(0, before - offset);
        shown.put(message, offset + text.length());
        flow(message, text.substring(known));
    }

    private void line(JsonNode event) {
        String text = texts.of(event);
        if (text.isEmpty()) {
            return;
        }
        end();
        int first = text.indexOf('\n');
        output.line(time(event) + "  " + (first < 0 ? text : text.substring(0, first)));
        if (first >= 0) {
            output.line(BAR + text.substring(first + 1).stripTrailing().replace("\n", "\n" + BAR));
        }
    }

    /** Goes on in the line where the last piece of the same ended. */
    private void flow(String which, String text) {
        if (!which.equals(flowing)) {
            end();
            output.line("the agent " + heading(which));
            flowing = which;
        }
        var lines = new StringBuilder();
        for (char one : Visible.inert(text).toCharArray()) {
            if (!lineBegun) {
                lines.append(BAR);
            }
            lines.append(one);
            lineBegun = one != '\n';
        }
        output.part(lines.toString());
    }

    private static String heading(String which) {
        int space = which.indexOf(' ');
        String word = which.substring(0, space);
        return word.equals("output")
                ? "prints (" + which.substring(space + 1).replace('\n', ' ') + "):"
                : word + ":";
    }

    private void end() {
        if (lineBegun) {
            output.line("");
        }
        lineBegun = false;
        flowing = null;
    }

    private String time(JsonNode event) {
        try {
            var at = Instant.parse(event.path("at").asText()).atZone(ZoneId.systemDefault());
            if (!at.toLocalDate().equals(day)) {
                day = at.toLocalDate();
                output.line("-- " + day);
            }
            return TIME.format(at);
        } catch (DateTimeParseException e) {
            return "??:??:??";
        }
    }
}
