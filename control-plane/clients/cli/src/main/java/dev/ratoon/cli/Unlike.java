package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In what a title is unlike what is asked: titles are the agent's own words. It may have more words
 * around a whole command, and of a long one its beginning. The web app says the same
 * (agent/unlike.ts).
 */
final class Unlike {
    private static final String NOT_WHAT_RUNS =
            "Its title is not what will run. Go by what stands below it.";
    private static final String NOT_WHAT_IT_IS_ABOUT =
            "Its title names something else than it is about. Go by what stands below it.";

    /** So much of a command that was cut tells which one it is. */
    private static final int TELLING = 40;

    /** What is longer is no title, and is not looked through for what it names. */
    private static final int LONG = 500;

    private static final Pattern CUT = Pattern.compile("(.*?)\\s*(?:\u2026|\\.\\.\\.)");

    /** What in a title looks like a file or an address. */
    private static final Pattern PLACE = Pattern.compile("[\\w@~:%-]*[/.][\\w@.~/:%-]*\\w");

    private static final Pattern PLACES =
            Pattern.compile("path|file_?path|url|uri", Pattern.CASE_INSENSITIVE);

    private Unlike() {}

    /**
     * @param argv what will run; empty when it is no command
     */
    static Optional<String> of(String title, List<String> argv, JsonNode input) {
        String said = spaced(title);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (!argv.isEmpty()) {
            return names(said, spaced(script(argv)))
                    ? Optional.empty()
                    : Optional.of(NOT_WHAT_RUNS);
        }
        List<String> places = places(input);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        if (said.length() > LONG) {
            return Optional.of(NOT_WHAT_IT_IS_ABOUT);
        }
        Matcher named = PLACE.matcher(said);
        while (named.find()) {
            String name = named.group();
            if (places.stream().noneMatch(place -> isOf(name, place))) {
                return Optional.of(NOT_WHAT_IT_IS_ABOUT);
            }
        }
        return Optional.empty();
    }

    private static String script(List<String> argv) {
        return argv.size() == 3
                        && argv.get(0).matches("(?:.*/)?(?:ba|da|z)?sh")
                        && argv.get(1).matches("-l?c")
                ? argv.get(2)
                : String.join(" ", argv);
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static boolean names(String title, String command) {
        Matcher cut = CUT.matcher(title);
        return title.contains(command)
                || (cut.matches()
                        && cut.group(1).length() >= TELLING
                        && command.startsWith(cut.group(1)));
    }

    private static List<String> places(JsonNode input) {
        List<String> places = new ArrayList<>();
        for (var field : input.properties()) {
            if (PLACES.matcher(field.getKey()).matches() && field.getValue().isTextual()) {
                places.add(field.getValue().asText());
            }
        }
        return places;
    }

    private static boolean isOf(String name, String place) {
        return place.equals(name)
                || place.endsWith("/" + name)
                || place.startsWith(name + "/")
                || place.contains("//" + name);
    }
}
