package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.home.DiskRoom;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.FullDisk;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** Why something could not be written down, as people read it. */
final class Unwritten {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private Unwritten() {}

    static Failure because(Path folder, IOException e) {
        String disk = "The disk that holds " + folder;
        if (FullDisk.is(e)) {
            return noRoom(disk, DiskRoom.of(folder).inWords(), e);
        }
        return new Failure(
                ProblemType.EXTERNAL,
                disk + " cannot be written to. Nothing was written down; the log says why.",
                e);
    }

    static Failure because(SQLException e) {
        return FullDisk.is(e) ? noRoom("The disk of the database", "", e) : LogStore.unanswered(e);
    }

    private static Failure noRoom(String disk, String room, Exception e) {
        return new Failure(
                ProblemType.NO_ROOM,
                disk
                        + " is full"
                        + room
                        + ". Nothing was written down; make room there, then try again. What"
                        + " agents say meanwhile is kept in their sandboxes.",
                null,
                AGAIN,
                e);
    }
}
