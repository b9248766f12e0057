package dev.ratoon.docs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The comments of methods without a body, by {@code Type#method}, out of the sources. */
record Javadocs(Map<String, String> texts) {
    private static final Pattern TYPE = Pattern.compile("\\binterface (\\w+)");
    private static final Pattern COMMENT =
            Pattern.compile(
                    "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*((?:@[^;{]*?\\s)?)([\\w<>?, .]+ (\\w+)\\(\\);|[^;{]*interface (\\w+))",
                    Pattern.DOTALL);

    static Javadocs ofMappings() {
        var texts = new HashMap<String, String>();
        for (var file : Tree.javaFiles()) {
            if (file.toString().endsWith("Config.java")) {
                read(Tree.text(file), texts);
            }
        }
        return new Javadocs(Map.copyOf(texts));
    }

    Optional<String> of(String method) {
        return Optional.ofNullable(texts.get(method));
    }

    static void read(String source, Map<String, String> into) {
        var found = COMMENT.matcher(source);
        while (found.find()) {
            String method = found.group(4);
            if (method != null) {
                into.put(typeBefore(source, found.start()) + "#" + method, text(found.group(1)));
            }
        }
    }

    private static String typeBefore(String source, int position) {
        var types = TYPE.matcher(source.substring(0, position));
        String last = "";
        while (types.find()) {
            last = types.group(1);
        }
        return last;
    }

    private static String text(String comment) {
        return comment.lines()
                .map(line -> line.strip().replaceFirst("^\\*\\s?", ""))
                .reduce("", (all, line) -> line.isBlank() ? all : all + " " + line)
                .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                .strip();
    }
}
