package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.git.RefChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushNotesTest {
    private static RefChange change(String ref, String after) {
        return new RefChange(ref, Optional.empty(), after);
    }

    @Test
    void ofManyCheckpointsTheOneThatIsNotedLastIsCounted() {
        assertEquals(
                Optional.of("b"),
                PushNotes.newest(
                        List.of(
                                change("refs/ratoon/checkpoints/1", "a"),
                                change("refs/ratoon/checkpoints/2", "b"),
                                change("refs/heads/fix", "c"))));
        assertEquals(Optional.empty(), PushNotes.newest(List.of(change("refs/heads/fix", "c"))));
    }
}
