package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.push.SecretShapes;
import dev.ratoon.git.review.ChangedFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A title and a description of the work, made of the log. Pure. Texts of people stand as text, and
 * names of files, which a sandbox chose, as code: neither hides anything or calls anybody.
 */
record Composed(String title, String body) {
    /** So many turns are told of; of the others, that there were some. */
    static final int MOST_ASKS = 20;

    private static final int MOST_FILES = 30;
    private static final int LONGEST_ASK = 300;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TITLE = 200;
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|~&]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    /**
     * What is to be said.
     *
     * @param asks what the first turns were asked, the first one first
     * @param address under which people reach this Ratoon
     */
    static Composed of(
            Facts facts, List<String> asks, List<ChangedFile> files, Optional<URI> address) {
        var body = new StringBuilder();
        int turns = Math.max(facts.talk().turns(), asks.size());
        list(body, "Asked for", asks.stream().limit(MOST_ASKS).map(Composed::ask), turns);
        list(body, "Changed", files.stream().limit(MOST_FILES).map(Composed::file), files.size());
        body.append("Made by the agent `").append(facts.origin().name()).append("` of Ratoon");
        body.append(" (harness ").append(text(facts.origin().harness())).append(')');
        address.ifPresent(
                url ->
                        body.append(": ")
                                .append(url.toString().replaceAll("/+$", ""))
                                .append("/agents/")
                                .append(facts.id()));
        return new Composed(
                title(facts, asks), body.append(address.isEmpty() ? "." : "").toString());
    }

    /** That of the agent, unless it has none but the name of its repository. */
    private static String title(Facts facts, List<String> asks) {
        String title =
                facts.title().equals(facts.origin().repository())
                        ? asks.stream().findFirst().orElse("")
                        : facts.title();
        String line = line(title, LONGEST_TITLE);
        return line.isEmpty() ? "Work of " + facts.origin().name() : line;
    }

    private static void list(StringBuilder body, String heading, Stream<String> first, int all) {
        List<String> items = first.toList();
        if (items.isEmpty()) {
            return;
        }
        body.append("## ").append(heading).append("\n\n");
        items.forEach(item -> body.append("- ").append(item).append('\n'));
        if (all > items.size()) {
            body.append("- and ").append(all - items.size()).append(" more\n");
        }
        body.append('\n');
    }

    private static String ask(String prompt) {
        return text(line(prompt, LONGEST_ASK));
    }

    private static String file(ChangedFile file) {
        String name = line(file.path(), LONGEST_NAME).replace('`', '\'');
        return switch (file.change()) {
            case ADDED -> "`%s` added, %d lines".formatted(name, file.added());
            case REMOVED -> "`%s` removed".formatted(name);
            case CHANGED, RENAMED, COPIED ->
                    "`%s` +%d -%d".formatted(name, file.added(), file.removed());
        };
    }

    private static String text(String plain) {
        // What stands behind the @ keeps GitHub from calling somebody.
        return MARKUP.matcher(plain).replaceAll("\\\\$0").replace("@", "@&#8203;");
    }

    /** Its first line that says something, without keys and what cannot be seen. */
    private static String line(String text, int longest) {
        String first =
                SecretShapes.without(text, "(a key)")
                        .lines()
                        .map(each -> UNSEEN.matcher(each).replaceAll(" ").strip())
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElse("");
        return first.length() > longest ? first.substring(0, longest - 1).strip() + "…" : first;
    }
}
