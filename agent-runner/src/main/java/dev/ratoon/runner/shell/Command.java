package dev.ratoon.runner.shell;

import dev.ratoon.runner.tree.Libc;
import dev.ratoon.runner.tree.ProcessTree;
import dev.ratoon.runner.wire.Threads;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One line that runs. Threads: one waits for it; one reads what it prints, for as long as anything
 * that it left behind prints.
 */
final class Command {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration AFTERWORD = Duration.ofMillis(500);
    private static final String MARK = "RATOON_LINE";

    /** Tells where the line ended up, so that the next one starts there. */
    private static final String WRAPPED = "trap 'pwd -P >\"$RATOON_LINE_ENDS\"' EXIT; eval \"$1\"";

    /** How long the dead of the last line may take to make room for this one. */
    private static final Duration CROWDED = Duration.ofSeconds(3);

    private static final Duration TRY_AGAIN = Duration.ofMillis(50);

    private static final int LIVE_ROOM = 256 << 10;

    private final Process process;
    private final ProcessTree tree;
    private final Path endsFile;
    private final Thread reader;
    private final Excerpt excerpt = new Excerpt();
    private final StringBuilder fresh = new StringBuilder();
    private int shown;

    private Command(Process process, ProcessTree tree, Path endsFile, FileInputStream output) {
        this.process = process;
        this.tree = tree;
        this.endsFile = endsFile;
        this.reader = Threads.platform("output of a line", () -> read(output));
    }

    static Command start(String line, Path directory) throws IOException, InterruptedException {
        String mark = UUID.randomUUID().toString();
        Path ends = Files.createTempFile("line", ".dir");
        int[] pipe = Libc.pipe();
        try {
            var builder = new ProcessBuilder("setsid", "sh", "-c", WRAPPED, "sh", line);
            builder.directory(directory.toFile());
            builder.environment().put(MARK, mark);
            builder.environment().put("RATOON_LINE_ENDS", ends.toString());
            builder.redirectInput(new File("/dev/null"));
            // Not Java's own pipe: that is read into memory when the process ends.
            builder.redirectErrorStream(true);
            builder.redirectOutput(Redirect.to(end(pipe[1])));
            var output = new FileInputStream(end(pipe[0]));
            Process process = start(builder);
            return new Command(
                    process, new ProcessTree(process.pid(), MARK + "=" + mark), ends, output);
        } finally {
            Libc.close(pipe[0]);
            Libc.close(pipe[1]);
        }
    }

    private static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + CROWDED.toNanos();
        while (true) {
            try {
                return builder.start();
            } catch (IOException e) {
                if (!isForWantOfRoom(e)) {
                    throw e;
                }
                if (System.nanoTime() > giveUpAt) {
                    throw new IOException(
                            "The sandbox has as many processes as it may have. End some of them.",
                            e);
                }
                Thread.sleep(TRY_AGAIN);
            }
        }
    }

    /** EAGAIN, for which Java has words only. */
    private static boolean isForWantOfRoom(IOException e) {
        return String.valueOf(e.getMessage()).matches("(?s).*error[=:] ?11\\b.*");
    }

    private static File end(int descriptor) {
        return new File("/proc/self/fd/" + descriptor);
    }

    private void read(FileInputStream output) throws IOException {
        char[] buffer = new char[4096];
        try (Reader from = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                take(new String(buffer, 0, read));
            }
        }
    }

    private synchronized void take(String text) {
        excerpt.add(text);
        int room = Math.min(text.length(), LIVE_ROOM - shown);
        if (room > 0) {
            fresh.append(text, 0, room);
            shown += room;
        }
    }

    /** What was printed since the last call, as long as it is not too much to show. */
    synchronized String fresh() {
        String text = fresh.toString();
        fresh.setLength(0);
        return text;
    }

    synchronized String text() {
        return excerpt.text();
    }

    /** Whether it ended within this time. */
    boolean ends(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        boolean _ = reader.join(AFTERWORD);
        return true;
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Where the next line starts. */
    Path directory(Path before) throws IOException {
        String text = Files.exists(endsFile) ? Files.readString(endsFile).strip() : "";
        Files.deleteIfExists(endsFile);
        return text.isEmpty() || !Files.isDirectory(Path.of(text)) ? before : Path.of(text);
    }

    /** Ends it and all that came of it. */
    void stop() throws InterruptedException {
        tree.end(GRACE);
    }
}
