package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.problem.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a repository as a persona: lines of {@code key: value} between two lines of {@code
 * ---}, then the instructions. It looks like YAML and is none: a value is the text of its line, so
 * that there is nothing to refer to, to construct or to expand. Pure.
 */
final class FrontMatter {
    private static final String FENCE = "---";
    private static final String TOOLS = "tools";
    private static final String MODE = "mode";
    private static final List<String> KEYS =
            List.of("description", TOOLS, "harness", "model", MODE);
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*):(?: +(.*))?");
    private static final Pattern ITEM = Pattern.compile(" *- +(.*)");

    private FrontMatter() {}

    /** What it says. */
    record Read(Wishes wishes, String instructions) {}

    /** Refused in words when it says anything that is not for it to say. */
    static Read of(byte[] bytes) {
        List<String> lines = text(bytes).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals(FENCE)) {
            return new Read(Wishes.checked(null, null, null, null, null), instructions(lines));
        }
        int end = 1;
        while (end < lines.size() && !lines.get(end).stripTrailing().equals(FENCE)) {
            end++;
        }
        if (end == lines.size()) {
            throw PlainText.invalid("Its first part does not end: a line of --- is missing.");
        }
        return new Read(
                wishes(lines.subList(1, end)), instructions(lines.subList(end + 1, lines.size())));
    }

    private static String instructions(List<String> lines) {
        return PlainText.instructions(String.join("\n", lines));
    }

    private static String text(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw PlainText.invalid("It is no text in UTF-8.");
        }
    }

    private static Wishes wishes(List<String> lines) {
        var fields = new TreeMap<String, String>();
        var tools = new ArrayList<String>();
        String last = "";
        for (String line : lines) {
            Matcher field = FIELD.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (field.matches()) {
                last = field.group(1);
                String value = field.group(2) == null ? "" : value(field.group(2));
                requireKnown(last, fields.put(last, value) != null);
                if (last.equals(TOOLS)) {
                    tools.addAll(words(value));
                }
            } else if (last.equals(TOOLS) && item.matches()) {
                tools.add(value(item.group(1)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw PlainText.invalid(
                        "The line '%s' is no 'key: value'.".formatted(PlainText.shown(line)));
            }
        }
        return bounded(
                Wishes.checked(
                        fields.get("description"),
                        tools,
                        fields.get("harness"),
                        fields.get("model"),
                        fields.get(MODE)));
    }

    /** Who is asked before something is done is not for a repository to say. */
    private static Wishes bounded(Wishes wishes) {
        if (Wishes.AUTO.equals(wishes.mode())) {
            throw PlainText.invalid(
                    "It wants the mode auto, in which nobody is asked: only whoever starts an agent"
                            + " says so. Take the line out, and start with --mode auto.");
        }
        return wishes;
    }

    private static void requireKnown(String key, boolean again) {
        if (!KEYS.contains(key)) {
            Failure unknown =
                    PlainText.invalid(
                            "It has a field '%s'. There are: %s."
                                    .formatted(PlainText.shown(key), String.join(", ", KEYS)));
            throw unknown;
        }
        if (again) {
            throw PlainText.invalid("It has the field '" + key + "' twice.");
        }
    }

    private static List<String> words(String list) {
        String inner =
                list.startsWith("[") && list.endsWith("]")
                        ? list.substring(1, list.length() - 1)
                        : list;
        return Arrays.stream(inner.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(FrontMatter::value)
                .toList();
    }

    private static String value(String typed) {
        String text = typed.strip();
        boolean quoted =
                text.length() > 1
                        && (text.startsWith("\"") || text.startsWith("'"))
                        && text.charAt(0) == text.charAt(text.length() - 1);
        if (quoted) {
            return text.substring(1, text.length() - 1);
        }
        if (!text.isEmpty() && "&*!|>{%@`".indexOf(text.charAt(0)) >= 0) {
            throw PlainText.invalid(
                    "The value '%s' begins as no plain text does: put it in quotes."
                            .formatted(PlainText.shown(text)));
        }
        return text;
    }
}
