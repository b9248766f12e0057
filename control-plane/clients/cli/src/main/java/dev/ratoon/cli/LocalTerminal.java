package dev.ratoon.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the client runs in, through {@code stty}. Raw while it is open; as it was
 * afterwards, however the client ends.
 */
final class LocalTerminal implements AutoCloseable {
    private final String before;
    private final Thread atExit = new Thread(this::restore, "terminal");

    private LocalTerminal(String before) {
        this.before = before;
    }

    /** Null where there is none. */
    static @Nullable LocalTerminal here() {
        String before = stty("-g");
        return before == null || before.isBlank() ? null : new LocalTerminal(before.strip());
    }

    record Size(int columns, int rows) {}

    /** As it is now; a usual one where the terminal does not say. */
    static Size size() {
        String said = stty("size");
        String[] numbers = said == null ? new String[0] : said.strip().split(" ", -1);
        if (numbers.length == 2
                && numbers[0].matches("[1-9][0-9]{0,3}")
                && numbers[1].matches("[1-9][0-9]{0,3}")) {
            return new Size(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]));
        }
        return new Size(80, 24);
    }

    void makeRaw() {
        Runtime.getRuntime().addShutdownHook(atExit);
        stty("raw", "-echo");
    }

    private void restore() {
        stty(before);
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is ending already, and restores once more.
        }
    }

    private static @Nullable String stty(String... words) {
        var command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(Redirect.INHERIT)
                            .redirectError(Redirect.DISCARD)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
