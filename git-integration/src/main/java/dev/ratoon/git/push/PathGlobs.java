package dev.ratoon.git.push;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files by globs: a star stands for anything within a folder, two of them for folders, too. */
final class PathGlobs {
    private final List<String> globs;
    private final List<Pattern> patterns;

    PathGlobs(List<String> globs) {
        this.globs = globs;
        this.patterns = globs.stream().map(PathGlobs::pattern).toList();
    }

    boolean none() {
        return globs.isEmpty();
    }

    /** The first one that a file is meant by. */
    Optional<String> match(String path) {
        for (int i = 0; i < globs.size(); i++) {
            if (patterns.get(i).matcher(path).matches()) {
                return Optional.of(globs.get(i));
            }
        }
        return Optional.empty();
    }

    private static Pattern pattern(String glob) {
        var regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char one = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (one == '*') {
                regex.append("[^/]*");
            } else if (one == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(one)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
