package dev.ratoon.runner.workspace;

import dev.ratoon.runner.hands.SpawnRequest;
import java.util.Map;

/** Makes a workspace anew of what a checkpoint saved. */
public final class Restoration {
    private static final String SCRIPT = Script.of("own.sh", "restore.sh");

    private Restoration() {}

    /**
     * What to run on the workspace's side, in place of the clone of a fresh workspace; its exit
     * code is 0 when all is there. No setup script is run: what one has made is in the checkpoint,
     * unless it is ignored or lies beside the repository.
     */
    public static SpawnRequest request(int turn) {
        return SpawnRequest.of("sh", "-c", SCRIPT)
                .in(".")
                .with(
                        Map.of(
                                "REPOSITORY",
                                ".repository",
                                "URL",
                                Preparation.URL,
                                "TURN",
                                String.valueOf(turn)));
    }
}
