package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that is generated from the code and kept in the repository. The build compares; {@code
 * ./mvnw verify -Dratoon.references=write} writes.
 */
record Reference(String name) {
    private static final boolean WRITE = "write".equals(System.getProperty("ratoon.references"));

    void mustBe(String generated) {
        Path file = Tree.ROOT.resolve("docs").resolve(name);
        try {
            if (WRITE) {
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, generated);
            }
            assertEquals(
                    generated,
                    Files.exists(file) ? Files.readString(file) : "",
                    "docs/%s is not what the code says. ./mvnw verify -Dratoon.references=write"
                            .formatted(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
