package dev.ratoon.controlplane.basis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void theFewestEditsWin() {
        assertEquals(
                Optional.of("ratoon.login.code-lifetime"),
                Nearest.to(
                        "ratoon.login.code-livetime",
                        List.of("ratoon.roles", "ratoon.login.code-lifetime", "ratoon.log.json")));
    }

    @Test
    void editsAreCounted() {
        assertEquals(3, Nearest.edits("kitten", "sitting"));
    }
}
