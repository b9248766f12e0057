package dev.ratoon.runner.shell;

import dev.ratoon.runner.rpc.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation: lines in, what they print out. Threads: a turn is one; mode and cancel come
 * from another.
 */
final class Session {
    static final String NORMAL = "normal";
    static final String PLAN = "plan";
    static final String AUTO = "auto";
    static final List<String> MODES = List.of(NORMAL, PLAN, AUTO);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Peer peer;
    private final String id;
    private final Told told;
    private final String calls = UUID.randomUUID().toString().substring(0, 8);
    private final Set<Allowed> allowed = new HashSet<>();
    private Path directory;
    private int count;
    private volatile String mode = NORMAL;
    private volatile boolean cancelled;
    private volatile @Nullable Permission asking;
    private volatile @Nullable Command running;

    /** The same line elsewhere does something else. */
    private record Allowed(Path directory, String line) {}

    Session(Peer peer, String id, Path directory, boolean terminals) {
        this.peer = peer;
        this.id = id;
        this.directory = directory;
        this.told = new Told(peer, id, terminals);
    }

    String mode() {
        return mode;
    }

    void mode(String wanted) {
        mode = wanted;
    }

    void say(String words) {
        told.say(words);
    }

    /** Runs a prompt and returns ACP's reason for its end. */
    String turn(String prompt) throws InterruptedException {
        cancelled = false;
        List<String> lines =
                prompt.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        if (lines.isEmpty()) {
            told.say("There is no command in this. Each line is run as one, by sh.");
        } else if (mode.equals(PLAN)) {
            told.plan(lines);
            told.say("Plan mode: nothing was run.");
        } else {
            run(lines);
        }
        return cancelled ? "cancelled" : "end_turn";
    }

    private void run(List<String> lines) throws InterruptedException {
        for (int i = 0; i < lines.size() && !cancelled; i++) {
            String line = lines.get(i);
            String trouble = one(calls + "." + ++count, line);
            if (trouble != null && !cancelled) {
                told.say("`" + line + "` " + trouble + rest(lines.size() - i - 1));
                return;
            }
        }
    }

    private static String rest(int lines) {
        return switch (lines) {
            case 0 -> ".";
            case 1 -> ". The line after it was not run.";
            default -> ". The " + lines + " lines after it were not run.";
        };
    }

    /** Null when it went well. */
    private @Nullable String one(String call, String line) throws InterruptedException {
        told.begins(call, line, directory);
        Allowed same = new Allowed(directory, line);
        if (!mode.equals(AUTO) && !allowed.contains(same)) {
            var permission = new Permission();
            asking = permission;
            String answer =
                    cancelled
                            ? Permission.CANCELLED
                            : permission.ask(peer, id, Told.call(call, line, directory));
            asking = null;
            if (answer.equals(Permission.ALWAYS)) {
                allowed.add(same);
            } else if (!answer.equals(Permission.ONCE)) {
                cancelled |= answer.equals(Permission.CANCELLED);
                told.fails(call, "It was not run: it was not allowed.");
                return "was not allowed";
            }
        }
        told.runs(call);
        try {
            return run(call, line);
        } catch (IOException e) {
            told.fails(call, "It cannot be run: " + e.getMessage());
            return "cannot be run: " + e.getMessage();
        }
    }

    private @Nullable String run(String call, String line)
            throws IOException, InterruptedException {
        Command command = Command.start(line, directory);
        running = command;
        if (cancelled) {
            command.stop();
        }
        while (!command.ends(LOOK_EVERY)) {
            String fresh = command.fresh();
            if (!fresh.isEmpty()) {
                told.prints(call, fresh, command.text());
            }
        }
        running = null;
        if (cancelled) {
            // The shell itself may be gone before what it had started.
            command.stop();
        }
        String fresh = command.fresh();
        if (!fresh.isEmpty()) {
            told.prints(call, fresh, command.text());
        }
        directory = command.directory(directory);
        told.ends(call, command.text(), command.exitCode());
        return command.exitCode() == 0 ? null : "ended with exit code " + command.exitCode();
    }

    void cancel() throws InterruptedException {
        cancelled = true;
        Permission asked = asking;
        if (asked != null) {
            asked.cancel();
        }
        Command command = running;
        if (command != null) {
            command.stop();
        }
    }
}
