package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
    @Test
    void sessionsLieBelowTheHomeAndNowhereElse() {
        List<String> files =
                List.of(".codex/sessions", "/etc", "..", "a/../../b", "a//b", "", "a\nb", "./a");
        assertEquals(List.of("home/.codex/sessions"), Kept.USUAL.withSessions(files).beside());
    }
}
