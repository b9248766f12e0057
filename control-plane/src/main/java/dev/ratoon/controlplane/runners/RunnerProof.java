package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the Authorization header of somebody who says that it is a runner. Pure.
 *
 * @param credential of a runner whose key is known
 * @param firstKey of one that comes for the first time
 */
record RunnerProof(
        UUID agent, int incarnation, @Nullable Credential credential, @Nullable String firstKey) {
    private static final Pattern FIRST =
            Pattern.compile("Sandbox ([0-9a-f-]{36})\\.([0-9]{1,9})\\.([0-9a-f]{64})");

    static Optional<RunnerProof> in(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            Matcher first = FIRST.matcher(header);
            if (first.matches()) {
                return Optional.of(
                        new RunnerProof(
                                UUID.fromString(first.group(1)),
                                Integer.parseInt(first.group(2)),
                                null,
                                first.group(3)));
            }
            return Credential.in(header)
                    .map(
                            credential ->
                                    new RunnerProof(
                                            UUID.fromString(credential.agent()),
                                            credential.incarnation(),
                                            credential,
                                            null));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it is the runner of the incarnation that is wanted. The first key opens once: whoever
     * came with it has said by which key of its own it is known from then on. So a runner that
     * never heard our answer to its first Hello comes again with that key.
     */
    boolean holds(Facts facts, Audience here, String expectedFirstKey, Instant now) {
        Facts.Sandbox sandbox = facts.sandbox();
        if (sandbox == null || sandbox.incarnation() != incarnation) {
            return false;
        }
        String known = sandbox.publicKey();
        if (credential != null) {
            return known != null && credential.holds(here, known, now);
        }
        return firstKey != null
                && known == null
                && here == Audience.CONTROL
                && now.isBefore(sandbox.keyUntil())
                && MessageDigest.isEqual(
                        firstKey.getBytes(StandardCharsets.US_ASCII),
                        expectedFirstKey.getBytes(StandardCharsets.US_ASCII));
    }

    /** Neither key nor signature may reach a log. */
    @Override
    public String toString() {
        return "RunnerProof[" + agent + "." + incarnation + "]";
    }
}
