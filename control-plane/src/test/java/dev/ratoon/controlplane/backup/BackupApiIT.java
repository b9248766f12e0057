package dev.ratoon.controlplane.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BackupApiIT {
    @Inject DataSource database;
    @Inject ObjectMapper json;
    @Inject TestPeople people;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void a_backup_that_was_downloaded_can_be_uploaded() throws Exception {
        insertTeam("kept-%d".formatted(System.nanoTime()));
        String before = teams();
        HttpResponse<byte[]> backup = backup();
        assertEquals(200, backup.statusCode());
        insertTeam("lost-%d".formatted(System.nanoTime()));
        HttpResponse<String> restored = restore(backup.body());
        assertEquals(200, restored.statusCode(), restored.body());
        assertEquals(before, teams());
    }

    @Test
    void the_manifest_comes_first_and_the_checksums_last() throws Exception {
        var backup = backup();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(backup.body()))) {
            var first = zip.getNextEntry();
            assertEquals(Manifest.ENTRY, first.getName());
            String last = first.getName();
            for (var next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
                last = next.getName();
            }
            assertEquals(Manifest.CHECKSUMS, last);
        }
    }

    @Test
    void a_large_upload_that_is_no_backup_gets_its_problem() throws Exception {
        byte[] noise = new byte[24 << 20];
        new Random(1).nextBytes(noise);
        HttpResponse<String> refused = restore(noise);
        assertEquals(422, refused.statusCode());
        assertEquals(
                "urn:ratoon:problem:backup-damaged",
                json.readTree(refused.body()).get("type").asText());
    }

    /** Who says so beforehand sends nothing that is not wanted. */
    @Test
    void a_refusal_comes_before_the_body_to_who_waits_for_it() throws Exception {
        var sent = new AtomicLong();
        var noise = new byte[1 << 16];
        InputStream large =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] to, int at, int length) {
                        int read = Math.min(length, noise.length);
                        return sent.addAndGet(read) > (256 << 20) ? -1 : read;
                    }
                };
        HttpResponse<String> refused = restoreOnceWanted(people.invited("admin").api(), large);
        assertEquals(403, refused.statusCode());
        assertEquals(0, sent.get());
        InputStream small = new ByteArrayInputStream(new byte[1 << 20]);
        assertEquals(422, restoreOnceWanted(people.owner(), small).statusCode());
    }

    private HttpResponse<String> restoreOnceWanted(Api by, InputStream body) throws Exception {
        return client.send(
                signed(by, "/api/restore")
                        .header("Content-Type", "application/zip")
                        .expectContinue(true)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @Test
    void nobody_but_the_owner_makes_a_backup_or_restores_one() throws Exception {
        Api admin = people.invited("admin").api();
        assertEquals(403, admin.get("/api/backup").status());
        assertEquals(403, restore(admin, new byte[0]).statusCode());
    }

    @Test
    void whoever_was_signed_in_before_a_restore_is_not_after_it() throws Exception {
        Api owner = people.owner();
        var browser = owner.signInAsBrowser(people.ownerLink()).in(people.nobody());
        assertEquals(200, browser.get("/api/session").status());
        assertEquals(200, restore(owner, backup().body()).statusCode());
        assertEquals(401, browser.get("/api/session").status());
    }

    private HttpResponse<byte[]> backup() throws Exception {
        return client.send(
                signed(people.owner(), "/api/backup").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder signed(Api by, String path) {
        var request = HttpRequest.newBuilder(by.base().resolve(path));
        by.headers().forEach(request::header);
        return request;
    }

    private HttpResponse<String> restore(byte[] body) throws Exception {
        return restore(people.owner(), body);
    }

    private HttpResponse<String> restore(Api by, byte[] body) throws Exception {
        return client.send(
                signed(by, "/api/restore")
                        .header("Content-Type", "application/zip")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> (InputStream) new ByteArrayInputStream(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private void insertTeam(String name) throws Exception {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "insert into teams (id, name, created_at)"
                                        + " values (gen_random_uuid(), ?, now())")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    private String teams() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select string_agg(name, ' ' order by name) from teams")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
