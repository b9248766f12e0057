package dev.ratoon.git.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.git.PushRule;
import dev.ratoon.git.RefChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingTest {
    private static final UUID AGENT = new UUID(0, 1);
    private static final List<RefChange> CHANGES =
            List.of(
                    new RefChange("refs/heads/a", Optional.empty(), "1".repeat(40)),
                    new RefChange("refs/heads/b", Optional.of("2".repeat(40)), "3".repeat(40)));

    @TempDir Path store;

    @Test
    void whatIsReadAfterACrashIsWhatWasWritten() throws Exception {
        var told = new Told(CHANGES, Set.of(PushRule.PATHS, PushRule.SECRETS));
        Pending.of(store, AGENT).write(told);
        assertEquals(told, Pending.of(store, AGENT).read());
    }

    @Test
    void whatAnOlderRatoonHasWrittenIsRead() throws Exception {
        Path file = Files.createDirectories(store.resolve("pending")).resolve(AGENT.toString());
        Files.writeString(
                file,
                "- %s refs/heads/a%n%s %s refs/heads/b%n"
                        .formatted("1".repeat(40), "2".repeat(40), "3".repeat(40)));
        assertEquals(new Told(CHANGES, Set.of()), Pending.of(store, AGENT).read());
    }
}
