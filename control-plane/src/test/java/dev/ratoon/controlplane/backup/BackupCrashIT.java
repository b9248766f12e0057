package dev.ratoon.controlplane.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Packaged;
import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything dies while a backup is on its way. */
@Tag("long")
@Timeout(240)
class BackupCrashIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir Path directory;

    @Test
    void what_arrived_is_cut_and_all_is_there_for_the_next() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve("ratoon.properties"), "ratoon.roles=api\n");
        try (Packaged ratoon = Packaged.start(directory)) {
            Api owner = ratoon.api();
            for (int i = 0; i < 20; i++) {
                Api.Answer made = owner.post("/api/agents", RestoreCrashIT.large(i));
                assertEquals(201, made.status(), made.body()::toString);
            }
            owner.post("/api/teams", Map.of("name", "kept"));
            try (InputStream body = backup(owner)) {
                assertEquals(100_000, body.readNBytes(100_000).length);
                ratoon.killAll();
                assertThrows(IOException.class, body::readAllBytes, "a cut body looks whole");
            }
        }
        try (Packaged ratoon = Packaged.start(directory)) {
            Api owner = ratoon.api();
            assertTrue(owner.get("/api/teams").body().toString().contains("kept"));
            assertEquals(20, owner.get("/api/agents").body().path("agents").size());
            try (InputStream body = backup(owner)) {
                assertTrue(body.readAllBytes().length > 1_000_000);
            }
        }
    }

    private static InputStream backup(Api by) throws Exception {
        var request = HttpRequest.newBuilder(by.base().resolve("/api/backup"));
        by.headers().forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body();
    }
}
