package dev.ratoon.runner.workspace;

import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.HandsProcess;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one process after the other on the workspace's side, without input. Threads: one runs, and a
 * second one reads the errors; any gives up.
 */
final class Errand {
    private final Hands hands;
    private volatile @Nullable HandsProcess running;
    private volatile boolean givenUp;

    Errand(Hands hands) {
        this.hands = hands;
    }

    /** Its exit code; empty when it was cut off. */
    OptionalInt run(SpawnRequest request, Consumer<String> output, Consumer<String> error)
            throws IOException, InterruptedException {
        try (HandsProcess process = hands.run(request)) {
            running = process;
            if (givenUp) {
                return OptionalInt.empty();
            }
            giveNoInput(process);
            Thread errors = Threads.virtual("errors", () -> read(process.error(), error));
            read(process.output(), output);
            OptionalInt code = process.waitFor();
            errors.join();
            return code;
        } finally {
            running = null;
        }
    }

    private static void giveNoInput(HandsProcess process) {
        try {
            process.input().close();
        } catch (IOException e) {
            Account.detail("a step was over before it could be told that there is no input", e);
        }
    }

    private static void read(InputStream from, Consumer<String> to) throws IOException {
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                to.accept(new String(buffer, 0, read));
            }
        }
    }

    /** Ends what runs; nothing more is run. */
    void giveUp() {
        givenUp = true;
        HandsProcess process = running;
        if (process != null) {
            process.close();
        }
    }

    boolean isGivenUp() {
        return givenUp;
    }
}
