package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir Path folder;

    @Test
    void aSymbolicLinkThatWaitsInItsPlaceIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Path place = Files.createSymbolicLink(folder.resolve("backup.part"), victim);
        write(place);
        assertEquals("mine", Files.readString(victim));
        assertTrue(Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aHardLinkThatWaitsInItsPlaceIsNotWrittenThrough() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        write(Files.createLink(folder.resolve("backup.part"), victim));
        assertEquals("mine", Files.readString(victim));
    }

    @Test
    void aFileThatOthersMadeReadableIsNotTheOneThatIsWritten() throws IOException {
        Path place = Files.writeString(folder.resolve("backup.part"), "");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-rw-rw-"));
        write(place);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
    }

    private static void write(Path place) throws IOException {
        try (var out = OwnerOnly.create(place)) {
            out.write("a secret".getBytes(StandardCharsets.UTF_8));
        }
    }
}
