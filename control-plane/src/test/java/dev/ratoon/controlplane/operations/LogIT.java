package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the packaged control plane: what it writes, and where to. */
class LogIT {
    @TempDir Path directory;

    @Test
    @Tag("long")
    void the_log_file_is_its_owners_alone() throws Exception {
        try (var app = PackagedApp.start(directory)) {
            Path file = app.home().resolve("log/control-plane.log");
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertTrue(Files.readString(file).contains("Listening on"), Files.readString(file));
        }
    }

    @Test
    void a_person_sees_no_log_where_all_is_well() throws Exception {
        try (var app = PackagedApp.start(directory)) {
            assertFalse(Files.readString(app.out()).contains("INFO"));
            assertEquals("", Files.readString(app.err()));
        }
    }

    @Test
    @Tag("long")
    void log_json_makes_the_standard_output_json_only() throws Exception {
        try (var app = PackagedApp.start(directory, "--log-json")) {
            app.signal("TERM");
            app.exitCode();
            List<String> lines = Files.readAllLines(app.out());
            var json = new ObjectMapper();
            for (String line : lines) {
                assertTrue(json.readTree(line).path("message").isTextual(), line);
            }
            assertTrue(lines.stream().anyMatch(line -> line.contains("Listening on")));
        }
    }
}
