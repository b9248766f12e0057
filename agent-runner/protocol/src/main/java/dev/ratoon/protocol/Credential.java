package dev.ratoon.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a runner shows to one audience: {@code Authorization: Runner
 * AUDIENCE.AGENT.INCARNATION.EXPIRY.SIGNATURE}. The first connection of an incarnation shows the
 * key that its sandbox was given instead: {@code Authorization: Sandbox AGENT.INCARNATION.KEY}.
 */
public record Credential(
        Audience audience, String agent, int incarnation, Instant expiresAt, String signature) {
    public static final String SCHEME = "Runner ";
    public static final String FIRST_SCHEME = "Sandbox ";

    private static final Pattern FORM =
            Pattern.compile(
                    "Runner (control|git|model|egress)\\.([0-9a-f-]{36})\\.([0-9]{1,9})"
                            + "\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{86})");

    public String header() {
        return SCHEME + fields() + "." + signature;
    }

    /** What stands in the header, if it is one; nothing is checked yet. */
    public static Optional<Credential> in(String header) {
        Matcher form = FORM.matcher(header);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Credential(
                        Audience.valueOf(form.group(1).toUpperCase(java.util.Locale.ROOT)),
                        form.group(2),
                        Integer.parseInt(form.group(3)),
                        Instant.ofEpochSecond(Long.parseLong(form.group(4))),
                        form.group(5)));
    }

    /** Whether it is good now, for this audience, and made with the key whose half this is. */
    public boolean holds(Audience here, String publicKey, Instant now) {
        return audience == here
                && now.isBefore(expiresAt)
                && !expiresAt.isAfter(now.plus(RunnerKey.LIFE))
                && RunnerKey.signedBy(publicKey, this);
    }

    Credential with(String made) {
        return new Credential(audience, agent, incarnation, expiresAt, made);
    }

    byte[] signed() {
        return ("ratoon-runner." + fields()).getBytes(StandardCharsets.US_ASCII);
    }

    private String fields() {
        return audience.word() + "." + agent + "." + incarnation + "." + expiresAt.getEpochSecond();
    }

    @Override
    public String toString() {
        return "Credential[" + fields() + "]";
    }
}
