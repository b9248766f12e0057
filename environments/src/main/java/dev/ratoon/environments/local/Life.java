package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process, told apart from a later one of the same number.
 *
 * @param began in ticks since the machine started, as /proc has it
 */
record Life(long pid, long began) {
    static Optional<Life> of(long pid) {
        return Stat.read(pid).filter(Stat::alive).map(stat -> new Life(pid, stat.began()));
    }

    boolean lasts() {
        return of(pid).equals(Optional.of(this));
    }

    void kill() {
        // The handle notes the process's start, and looks at it again before it kills.
        ProcessHandle.of(pid).filter(_ -> lasts()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** What /proc says of a process. */
    record Stat(char state, long parent, long session, long began) {
        static Optional<Stat> read(long pid) {
            try {
                return Optional.of(parse(Files.readString(Path.of("/proc", pid + "", "stat"))));
            } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
                return Optional.empty();
            }
        }

        /** The name in parentheses is the process's own choice: what counts is behind the last. */
        static Stat parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return new Stat(
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]));
        }

        boolean alive() {
            return state != 'Z' && state != 'X';
        }
    }
}
