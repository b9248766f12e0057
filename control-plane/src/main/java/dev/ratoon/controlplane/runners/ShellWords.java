package dev.ratoon.controlplane.runners;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Commands, so written that two which run the same words are the same text: harnesses quote them in
 * their own ways, and put a shell before them or leave it out. What is more than words stays as it
 * is. Pure.
 */
final class ShellWords {
    private static final int LONGEST = 8 << 10;

    /** Shells within shells. */
    private static final int DEEPEST = 3;

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final Pattern SHELL = Pattern.compile("(?:/\\S*/)?(?:ba|da|z|k)?sh");
    private static final Pattern SCRIPT = Pattern.compile("-[a-z]*c");

    /** Unquoted, they are more than words. */
    private static final String MEANING = ";|&<>$`(){}*?[]~#!\n\r";

    private ShellWords() {}

    static String same(String command) {
        return same(command, 0);
    }

    static String same(List<String> argv) {
        return same(argv, 0);
    }

    private static String same(List<String> argv, int depth) {
        if (argv.size() == 3
                && depth < DEEPEST
                && SHELL.matcher(argv.get(0)).matches()
                && SCRIPT.matcher(argv.get(1)).matches()) {
            return same(argv.get(2), depth + 1);
        }
        return argv.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String same(String command, int depth) {
        String text = command.strip();
        if (text.length() > LONGEST) {
            return text;
        }
        Optional<List<String>> words = split(text);
        if (words.isEmpty() || words.get().isEmpty() || words.get().getFirst().contains("=")) {
            return text;
        }
        // A whole command in quotes is what is left of a shell that was taken away before it.
        boolean isQuoted = words.get().size() == 1 && !words.get().getFirst().equals(text);
        return isQuoted && depth < DEEPEST
                ? same(words.get().getFirst(), depth + 1)
                : same(words.get(), depth);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Nothing where it is more than words, or not whole. */
    private static Optional<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean begun = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '\'') {
                int end = text.indexOf('\'', i);
                if (end < 0) {
                    return Optional.empty();
                }
                word.append(text, i, end);
                begun = true;
                i = end + 1;
            } else if (c == '"') {
                int end = closing(text, i, word);
                if (end < 0) {
                    return Optional.empty();
                }
                begun = true;
                i = end + 1;
            } else if (c == ' ' || c == '\t') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else if (c == '\\' && i < text.length() && text.charAt(i) != '\n') {
                word.append(text.charAt(i++));
                begun = true;
            } else if (c == '\\' || MEANING.indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return Optional.of(words);
    }

    /**
     * Where the double quotes end whose inside is appended; less than 0 when it is no plain text.
     */
    private static int closing(String text, int from, StringBuilder word) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '$' || c == '`' || c == '!') {
                return -1;
            }
            if (c == '\\' && i + 1 < text.length() && "$`\"\\".indexOf(text.charAt(i + 1)) >= 0) {
                i++;
            }
            word.append(text.charAt(i));
        }
        return -1;
    }
}
