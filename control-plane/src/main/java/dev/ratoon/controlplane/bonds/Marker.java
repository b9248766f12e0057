package dev.ratoon.controlplane.bonds;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file that tells one folder from any other, also when it is moved or reached by another path.
 */
public record Marker(Path file) {
    /** Made if it is missing; of two processes that make it, one wins and both read that one. */
    public String read(UUID otherwise) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.notExists(file)) {
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".id", null);
            try {
                Files.writeString(draft, otherwise + "\n");
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                // The other one's holds.
            } finally {
                Files.deleteIfExists(draft);
            }
        }
        return Files.readString(file).strip();
    }
}
