package dev.ratoon.runner;

import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.HandsProcess;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * All three programs of this jar in one process, so that one AOT cache knows what each of them
 * loads: the hands run a command, the runner says Hello to a control plane (which has never heard
 * of it, and refuses it), the shell harness answers what its standard input asks, and ends all.
 */
final class Training {
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private Training() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Threads.virtual("hands", () -> dev.ratoon.runner.hands.Main.main(arguments));
        Path link = Path.of(System.getenv("RATOON_LINK"));
        try (HandsProcess process = Hands.at(link).run(SpawnRequest.of("true").in("/"))) {
            process.output().readAllBytes();
        }
        Thread runner = Threads.virtual("runner", () -> Main.main(arguments));
        boolean _ = runner.join(ENOUGH);
        dev.ratoon.runner.shell.Main.main(arguments);
    }
}
