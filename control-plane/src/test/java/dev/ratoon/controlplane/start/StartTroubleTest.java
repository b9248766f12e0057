package dev.ratoon.controlplane.start;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTroubleTest {
    @TempDir Path folder;

    @Test
    void aDiskThatIsFullInTheMiddleOfAStartIsNamed() {
        for (Exception full :
                new Exception[] {
                    new IOException("write failed: No space left on device"),
                    new SQLException("could not extend file", "53100")
                }) {
            StartFailure said = StartTrouble.in(new Home(folder), new IllegalStateException(full));
            assertTrue(message(said).contains("disk that holds " + folder + " is full"));
            assertTrue(message(said).contains("MiB are free"), message(said));
            assertTrue(said.nextStep().contains("Make room there"), said.nextStep());
        }
    }

    @Test
    void whatElseFailedIsNoFullDisk() {
        StartFailure said = StartTrouble.in(new Home(folder), new IOException("Input/output"));
        assertFalse(message(said).contains("is full"), message(said));
        assertTrue(message(said).contains("Input/output"), message(said));
    }

    private static String message(StartFailure failure) {
        return String.valueOf(failure.getMessage());
    }
}
