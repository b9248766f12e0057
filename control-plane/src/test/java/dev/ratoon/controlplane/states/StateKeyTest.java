package dev.ratoon.controlplane.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.runners.SandboxPrograms;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateKeyTest {
    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final String REPOSITORY = "https://example.com/a/b";

    @Test
    void allThatGoesIntoAStateIsInItsKey() {
        Set<String> keys = new HashSet<>();
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of()), "c0ffee", "x"));
        keys.add(key(BOB, REPOSITORY, taken(1, "make", Map.of()), "c0ffee", "x"));
        keys.add(key(ADA, REPOSITORY + "c", taken(1, "make", Map.of()), "c0ffee", "x"));
        keys.add(key(ADA, REPOSITORY, taken(2, "make", Map.of()), "c0ffee", "x"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make all", Map.of()), "c0ffee", "x"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of("A", "b")), "c0ffee", "x"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of()), "c0ffef", "x"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of()), "c0ffee", "y"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of()), "c0ffee", "x", "[1]"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of(), "e.org/a:1"), "c0ffee", "x"));
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of(), "e.org/a:2"), "c0ffee", "x"));
        assertEquals(11, keys.size());
        keys.add(key(ADA, REPOSITORY, taken(1, "make", Map.of()), "c0ffee", "x"));
        assertEquals(11, keys.size());
    }

    private static String key(
            UUID owner,
            String repository,
            ObservedEvent.EnvironmentTaken taken,
            String base,
            String programs) {
        return key(owner, repository, taken, base, programs, "[]");
    }

    private static String key(
            UUID owner,
            String repository,
            ObservedEvent.EnvironmentTaken taken,
            String base,
            String programs,
            String secrets) {
        SandboxPrograms origin = image -> image == null ? programs : "image " + image;
        return StateKey.of(facts(owner, repository), taken, base, origin, secrets).digest();
    }

    private static ObservedEvent.EnvironmentTaken taken(
            int version, String setup, Map<String, String> variables) {
        return taken(version, setup, variables, null);
    }

    private static ObservedEvent.EnvironmentTaken taken(
            int version, String setup, Map<String, String> variables, @Nullable String image) {
        return new ObservedEvent.EnvironmentTaken(
                new UUID(0, 3),
                "java",
                version,
                setup,
                30,
                "ada",
                new TreeMap<>(variables),
                List.of(),
                List.of(),
                List.of(),
                image,
                null,
                null,
                null,
                List.of(),
                false);
    }

    private static Facts facts(UUID owner, String repository) {
        var created =
                new ObservedEvent.Created(
                        "a-1",
                        owner,
                        null,
                        "A",
                        repository,
                        null,
                        "ratoon/a-1",
                        false,
                        "java",
                        "shell",
                        null,
                        "auto",
                        false,
                        new Limits(1, 1));
        return Fold.apply(new UUID(0, 9), null, LogEvent.observed(1, Instant.EPOCH, created));
    }
}
