package dev.ratoon.controlplane.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    @Test
    void aFullDiskIsNoFaultOfOurs() {
        var full = new FileSystemException("/home/blobs/x", null, "No space left on device");
        for (Throwable thrown :
                List.of(
                        new IllegalStateException(new SQLException("could not extend", "53100")),
                        new UncheckedIOException(full))) {
            Failure failure = FullDisk.in(thrown).orElseThrow();
            assertEquals(ProblemType.NO_ROOM, failure.type());
            assertTrue(failure.forTheCaller().contains("disk"), failure.forTheCaller());
            assertFalse(failure.forTheCaller().contains("/home"), failure.forTheCaller());
        }
    }

    @Test
    void whatElseADatabaseSaysIs() {
        assertTrue(FullDisk.in(new SQLException("duplicate", "23505")).isEmpty());
        assertTrue(FullDisk.in(new IOException()).isEmpty());
    }
}
