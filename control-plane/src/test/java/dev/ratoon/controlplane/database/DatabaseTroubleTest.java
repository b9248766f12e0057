package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTroubleTest {
    @TempDir Path folder;
    private Home home;
    private BoundedLog log;

    @BeforeEach
    void aHome() {
        home = new Home(folder);
        log = new BoundedLog(folder.resolve("postgresql.log"), 1 << 20);
    }

    @Test
    void aFullDiskIsNamedThoughManyKnockedAfterwards() {
        log.append("PANIC:  could not write to file \"pg_wal/x\": No space left on device");
        knocks();
        StartFailure lost = DatabaseTrouble.lost(home, log);
        assertTrue(message(lost).contains("disk that holds " + folder + " is full"), message(lost));
        assertTrue(message(lost).contains("MiB are free"), message(lost));
        assertTrue(lost.nextStep().contains("Make room there"), lost.nextStep());
        assertFalse(lost.nextStep().contains("--home"), "nobody begins anew for that");
    }

    @Test
    void whatElseEndedItIsNoFullDisk() {
        log.append("PANIC:  could not write to file \"pg_wal/x\": Input/output error");
        knocks();
        assertTrue(message(DatabaseTrouble.lost(home, log)).contains("ended by itself"));
    }

    private void knocks() {
        for (int i = 0; i < 30; i++) {
            log.append("FATAL:  the database system is in recovery mode");
        }
    }

    private static String message(StartFailure failure) {
        return String.valueOf(failure.getMessage());
    }
}
