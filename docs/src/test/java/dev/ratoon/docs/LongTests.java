package dev.ratoon.docs;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tests that a build leaves out when it is told to ({@code -Dleft.out=long}): by their classes,
 * where all of a class are, and by their methods.
 */
record LongTests(Set<String> classes, Set<String> methods) {
    static final LongTests NONE = new LongTests(Set.of(), Set.of());

    private static final String TAG = "@Tag(\"long\")";
    private static final Pattern TEST =
            Pattern.compile("(?m)^    @(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
    private static final Pattern LONG_CLASS =
            Pattern.compile("(?m)^" + Pattern.quote(TAG) + "\\n(?:@.*\\n)*(?:\\w+ )*?class (\\w+)");
    private static final Pattern LONG_METHOD =
            Pattern.compile(
                    "(?m)^    "
                            + Pattern.quote(TAG)
                            + "\\n(?:(?!    }$).*\\n)*?    (?:\\w+ )*?void (\\w+)\\(");

    static LongTests in(List<Source> sources) {
        var classes = new HashSet<String>();
        var methods = new HashSet<String>();
        for (Source source : sources) {
            LONG_CLASS.matcher(source.text()).results().forEach(m -> classes.add(m.group(1)));
            var own = LONG_METHOD.matcher(source.text()).results().map(m -> m.group(1)).toList();
            methods.addAll(own);
            if (!own.isEmpty() && own.size() == TEST.matcher(source.text()).results().count()) {
                classes.add(source.name());
            }
        }
        return new LongTests(Set.copyOf(classes), Set.copyOf(methods));
    }

    /** A file, by the name of its class. */
    record Source(String name, String text) {
        static Source read(Path file) {
            String name = String.valueOf(file.getFileName());
            return new Source(name.substring(0, name.lastIndexOf('.')), Tree.text(file));
        }
    }
}
