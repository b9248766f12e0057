package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.basis.SecretText;
import dev.ratoon.controlplane.home.Home;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * What other programs of the same user read to find this process. Whole or not there, closed to
 * others from the first moment.
 */
record RunFiles(Home home) {
    void write(String url, Instant startedAt) throws IOException {
        put(
                home.running(),
                new JsonObject()
                                .put("pid", ProcessHandle.current().pid())
                                .put("url", url)
                                .put("startedAt", startedAt.toString())
                                .encode()
                        + "\n");
    }

    void writeToken(SecretText token) throws IOException {
        put(home.ownerToken(), token.value() + "\n");
    }

    void writeLoginPage(String link) throws IOException {
        // A link is of letters that mean nothing in a page (SecretText, Endpoint).
        put(
                home.loginPage(),
                "<!doctype html><meta http-equiv=\"refresh\" content=\"0;url="
                        + link
                        + "\"><a href=\""
                        + link
                        + "\">Sign in to Ratoon</a>\n");
    }

    void remove() throws IOException {
        Files.deleteIfExists(home.loginPage());
        Files.deleteIfExists(home.running());
        Files.deleteIfExists(home.ownerToken());
    }

    private static void put(Path file, String text) throws IOException {
        // A temporary file is closed to others (0600) from the start.
        Path draft = Files.createTempFile(file.resolveSibling(""), ".run", null);
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
