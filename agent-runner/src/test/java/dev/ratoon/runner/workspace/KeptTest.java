package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Assignment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeptTest {
    private static Kept of(@Nullable List<String> save, List<String> sessions) {
        var harness = new Assignment.Harness("h", List.of("h"), Map.of(), Map.of(), null, sessions);
        return Kept.of(
                new Assignment(
                        "a", null, "b", null, harness, null, "auto", false, null, save, null, null,
                        null));
    }

    @Test
    void sessionsLieBelowTheHomeAndNowhereElse() {
        List<String> files =
                List.of(".codex/sessions", "/etc", "..", "a/../../b", "a//b", "", "a\nb", "./a");
        assertEquals(List.of("home/.codex/sessions"), of(null, files).beside());
    }

    @Test
    void ignoredFilesAreSavedWhereTheAssignmentNamesThem() {
        assertEquals(
                List.of(".env", ".env/**", "**/data/**"),
                of(List.of(".env", "**/data/"), List.of()).ignored());
        assertEquals(Kept.USUAL, of(null, List.of()));
    }
}
