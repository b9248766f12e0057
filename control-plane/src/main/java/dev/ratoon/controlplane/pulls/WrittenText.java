package dev.ratoon.controlplane.pulls;

import dev.ratoon.git.push.SecretShapes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A title and a description that a harness has written, for a person to read and change. Pure. It
 * stays Markdown, and does nothing that is easily overlooked: nothing in it is hidden, calls
 * somebody or closes an issue.
 */
record WrittenText(String title, String body) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_BODY = 12_000;
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\p{C}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                            + "\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}&&[^\\n\\t]]");

    /** A character by its number or name: one that stands for an @ calls somebody, too. */
    private static final Pattern REFERENCE =
            Pattern.compile("&(?=(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)");

    /** In front of a name: of a person or a team. */
    private static final Pattern CALL = Pattern.compile("@(?=[\\p{L}\\p{N}_-])");

    /** Each word with which GitHub closes an issue, where one is named close behind. */
    private static final Pattern CLOSES =
            Pattern.compile(
                    "(?iu)(?<![\\p{L}\\p{N}])(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)"
                            + "(?=(?:[^\\p{L}\\p{N}<]|<[^>]{0,100}>){1,20}(?:"
                            + "(?<=#)[^\\p{L}\\p{N}]{0,5}\\p{N}|GH-\\p{N}"
                            + "|[\\w.-]{1,100}/[\\w.-]{1,100}#\\p{N}"
                            + "|https?://\\S{1,200}/(?:issues|pull)/\\p{N}))");

    private static final Pattern FENCED = Pattern.compile("(?s)\\A```\\w*\\n(.*?)\\n?```\\z");
    private static final Pattern LABEL =
            Pattern.compile(
                    "(?i)\\A(?:#{1,6}\\s+)?(?:(?:\\*\\*)?title(?:\\*\\*)?:(?:\\*\\*)?\\s*)?");
    private static final Pattern BOLD = Pattern.compile("\\A\\*\\*([^*]+)\\*\\*\\z");

    /** Empty when there is nothing to be seen in it. */
    static Optional<WrittenText> of(String answer) {
        String text = inert(unfenced(answer));
        List<String> lines = text.lines().map(String::stripTrailing).toList();
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size()) {
            return Optional.empty();
        }
        String title = title(lines.get(first));
        String body = String.join("\n", lines.subList(first + 1, lines.size())).strip();
        return title.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new WrittenText(
                                title,
                                CALL.matcher(cut(body, LONGEST_BODY)).replaceAll("@&#8203;")));
    }

    private static String unfenced(String answer) {
        Matcher fenced = FENCED.matcher(answer.strip());
        return fenced.matches() ? fenced.group(1) : answer;
    }

    private static String inert(String answer) {
        String lines = answer.replace("\r\n", "\n").replace('\r', '\n');
        String plain =
                REFERENCE
                        .matcher(UNSEEN.matcher(lines).replaceAll(""))
                        .replaceAll("&amp;")
                        .replace("<!--", "&lt;!--");
        return CLOSES.matcher(SecretShapes.without(plain, "(a key)"))
                .replaceAll(
                        word ->
                                Character.isUpperCase(word.group().charAt(0))
                                        ? "Refers to"
                                        : "refers to");
    }

    /** Plain text, which goes into a commit too. */
    private static String title(String line) {
        String bare = LABEL.matcher(line.strip()).replaceFirst("");
        String text = BOLD.matcher(bare).replaceFirst("$1").replace('\t', ' ');
        return cut(CALL.matcher(text).replaceAll("").strip(), LONGEST_TITLE);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end).strip() + "…";
    }
}
