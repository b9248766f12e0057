package dev.ratoon.git.push;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keys that say by their form what they are. */
final class SecretShapes {
    private static final Map<String, Pattern> SHAPES = new LinkedHashMap<>();

    static {
        shape("a private key", "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----");
        shape("an AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b");
        shape("a GitHub token", "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b");
        shape("a GitHub token", "\\bgithub_pat_[A-Za-z0-9_]{60,255}\\b");
        shape("a GitLab token", "\\bglpat-[A-Za-z0-9_-]{20,255}\\b");
        shape("a Slack token", "\\bxox[abeoprs]-[A-Za-z0-9-]{20,255}\\b");
        shape("a Google API key", "\\bAIza[0-9A-Za-z_-]{35}\\b");
        shape("an Anthropic key", "\\bsk-ant-[A-Za-z0-9_-]{40,255}\\b");
        shape("an OpenAI key", "\\bsk-(?:proj-)?[A-Za-z0-9_-]{40,255}\\b");
        shape("a Stripe key", "\\b[rs]k_live_[A-Za-z0-9]{20,255}\\b");
        shape("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b");
    }

    private SecretShapes() {}

    private static void shape(String words, String regex) {
        SHAPES.merge(
                words,
                Pattern.compile(regex),
                (one, other) -> Pattern.compile(one.pattern() + "|" + other.pattern()));
    }

    /** What one in the text is that was not in the text before. */
    static Optional<Found> added(String before, String after) {
        for (Map.Entry<String, Pattern> shape : SHAPES.entrySet()) {
            Matcher matcher = shape.getValue().matcher(after);
            Set<String> known = null;
            while (matcher.find()) {
                if (known == null) {
                    known = all(shape.getValue(), before);
                }
                if (!known.contains(matcher.group())) {
                    long line =
                            1
                                    + after.substring(0, matcher.start())
                                            .chars()
                                            .filter(c -> c == '\n')
                                            .count();
                    return Optional.of(new Found(shape.getKey(), line));
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> all(Pattern shape, String text) {
        return shape.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One of them.
     *
     * @param what like {@code a private key}
     */
    record Found(String what, long line) {}
}
