package dev.ratoon.git.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keys that say by their form what they are. */
public final class SecretShapes {
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
                    return Optional.of(found(shape.getKey(), after, matcher));
                }
            }
        }
        return Optional.empty();
    }

    /** Each one in the text. */
    public static List<Found> in(String text) {
        return SHAPES.entrySet().stream()
                .flatMap(
                        shape ->
                                shape.getValue()
                                        .matcher(text)
                                        .results()
                                        .map(key -> found(shape.getKey(), text, key)))
                .toList();
    }

    /** The text with other words in the place of each. */
    public static String without(String text, String instead) {
        String rest = text;
        for (Pattern shape : SHAPES.values()) {
            rest = shape.matcher(rest).replaceAll(Matcher.quoteReplacement(instead));
        }
        return rest;
    }

    private static Set<String> all(Pattern shape, String text) {
        return shape.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Found found(String what, String text, MatchResult key) {
        long line = 1 + text.substring(0, key.start()).chars().filter(c -> c == '\n').count();
        return new Found(what, line, mark(key.group()));
    }

    private static String mark(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * One of them.
     *
     * @param what like {@code a private key}
     * @param mark the same for the same key, wherever it is; tells nothing of it
     */
    public record Found(String what, long line, String mark) {}
}
