package dev.ratoon.runner.workspace;

import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.HandsProcess;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one process after the other on the workspace's side. Threads: one runs, and a second one
 * reads the errors; any gives up.
 */
final class Errand {
    private final Hands hands;
    private volatile @Nullable HandsProcess running;
    private volatile boolean givenUp;

    Errand(Hands hands) {
        this.hands = hands;
    }

    /** Without input. Its exit code; empty when it was cut off. */
    OptionalInt run(SpawnRequest request, Consumer<String> output, Consumer<String> error)
            throws IOException, InterruptedException {
        return run(request, new byte[0], output, error);
    }

    /** The same with input, which is short. */
    OptionalInt run(
            SpawnRequest request, byte[] input, Consumer<String> output, Consumer<String> error)
            throws IOException, InterruptedException {
        try (HandsProcess process = hands.run(request)) {
            running = process;
            if (givenUp) {
                return OptionalInt.empty();
            }
            give(input, process);
            Thread errors = Threads.virtual("errors", () -> read(process.error(), error));
            read(process.output(), output);
            OptionalInt code = process.waitFor();
            errors.join();
            return code;
        } finally {
            running = null;
        }
    }

    private static void give(byte[] input, HandsProcess process) {
        try (OutputStream in = process.input()) {
            in.write(input);
        } catch (IOException e) {
            Account.detail("a step was over before it had its input", e);
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
