package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.DiskRoom;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said when the embedded database cannot be started or is lost: one message a cause. */
final class DatabaseTrouble {
    private static final String RESTORE =
            "Start with an empty home (./ratoon up --home DIR) and read your last backup into it"
                    + " (./ratoon restore FILE). Keep this home: its files may still be rescued";

    private static final String ROOM_AND_UP =
            "Make room there (100 MB are enough to begin with), then: ./ratoon up. Nothing that was"
                    + " acknowledged is lost, and agents go on where they are";

    /** A piece of PostgreSQL's own log, without room for which it ends. */
    private static final long PIECE = 16L << 20;

    private DatabaseTrouble() {}

    static StartFailure unwritable(Home home, String doing, IOException e) {
        String reason = String.valueOf(e.getMessage());
        return diskIsFull(reason)
                ? diskFull(home, e)
                : new StartFailure(
                        "Ratoon cannot %s in %s (%s).".formatted(doing, home.path(), reason),
                        "Make the directory yours, whole and writable, or choose another:"
                                + " ./ratoon up --home DIR",
                        e);
    }

    static StartFailure initialisation(Home home, String output) {
        return diskIsFull(output)
                ? diskFull(home, null)
                : new StartFailure(
                        "PostgreSQL cannot make its files in "
                                + home.postgres()
                                + ". It says:\n"
                                + indented(output.lines().toList()),
                        "Correct what it names, or give Ratoon a database: ./ratoon up"
                                + " --database-url postgresql://USER:PASSWORD@HOST/DATABASE");
    }

    static StartFailure otherVersion(Path data, String found) {
        return new StartFailure(
                "The data in %s is of PostgreSQL %s, and this Ratoon has PostgreSQL %s."
                        .formatted(data, found, PostgresBinaries.major()),
                "Start the Ratoon that wrote it, make a backup (./ratoon backup), and read it into"
                        + " a new home of this one (./ratoon up --home DIR, ./ratoon restore FILE)");
    }

    static StartFailure notACluster(Path data) {
        return new StartFailure(
                "The database in " + data + " is damaged: its file PG_VERSION is missing.",
                RESTORE);
    }

    static StartFailure wrongPassword(Path file) {
        return new StartFailure(
                "The password in " + file + " is not the one that the database has.",
                "Delete that file and start again: Ratoon then sets a new password");
    }

    /** It ended, or does not answer, and its last words are all that we know. */
    static StartFailure ended(Home home, BoundedLog log) {
        List<String> said = lastWords(log.last());
        if (said.stream().anyMatch(DatabaseTrouble::diskIsFull)) {
            return diskFull(home, null);
        }
        return new StartFailure(
                "PostgreSQL cannot start with the data in "
                        + home.postgres()
                        + ". Its log ("
                        + log.file()
                        + ") ends with:\n"
                        + indented(said),
                RESTORE);
    }

    /** It ran, and ended without being asked to. */
    static StartFailure lost(Home home, BoundedLog log) {
        List<String> last = log.last();
        List<String> said = lastWords(last);
        DiskRoom room = DiskRoom.of(home.path());
        // Who tries to reach it meanwhile is noted in its log too, and much of that.
        if (last.stream().anyMatch(DatabaseTrouble::diskIsFull) || room.isLessThan(PIECE)) {
            return new StartFailure(
                    "The disk that holds "
                            + home.path()
                            + " is full"
                            + room.inWords()
                            + ": PostgreSQL could not go on, so Ratoon ended too. What was"
                            + " acknowledged is safe, and what agents say is kept in their"
                            + " sandboxes.",
                    ROOM_AND_UP);
        }
        return new StartFailure(
                "PostgreSQL with the data in "
                        + home.postgres()
                        + " ended by itself, so Ratoon ended too. Its log ("
                        + log.file()
                        + ") ends with:\n"
                        + indented(said),
                "./ratoon up (what was acknowledged is on disk, and it recovers by itself)");
    }

    static boolean portIsTaken(BoundedLog log) {
        return log.last().stream().anyMatch(line -> line.contains("Address already in use"));
    }

    private static StartFailure diskFull(Home home, @Nullable Throwable cause) {
        String what =
                "The disk that holds "
                        + home.path()
                        + " is full"
                        + DiskRoom.of(home.path()).inWords()
                        + ".";
        String next =
                Files.exists(home.postgres().resolve("PG_VERSION"))
                        ? ROOM_AND_UP
                        : "Make room there (a new home takes 150 MB), or choose another: ./ratoon"
                                + " up --home DIR";
        return cause == null ? new StartFailure(what, next) : new StartFailure(what, next, cause);
    }

    static boolean diskIsFull(String text) {
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    private static List<String> lastWords(List<String> lines) {
        List<String> grave =
                lines.stream()
                        .filter(line -> line.matches(".*\\b(FATAL|PANIC|ERROR|HINT|DETAIL):.*"))
                        .toList();
        List<String> telling = grave.isEmpty() ? lines : grave;
        return telling.subList(Math.max(0, telling.size() - 5), telling.size());
    }

    private static String indented(List<String> lines) {
        return "  " + String.join("\n  ", lines);
    }
}
