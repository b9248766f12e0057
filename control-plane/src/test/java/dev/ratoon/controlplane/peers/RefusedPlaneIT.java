package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.database.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second control plane that does not fit the first: one message, the next step, exit 1. */
class RefusedPlaneIT {
    @TempDir Path directory;
    private TestServer server;
    private Database database;
    private Plane a;

    @BeforeEach
    void begin() throws Exception {
        server = TestServer.start("embedded");
        database = server.freshDatabase();
        a = new Plane(Files.createDirectory(directory.resolve("a")), database);
        a.up();
    }

    @AfterEach
    void end() {
        a.close();
        server.close();
    }

    private Plane another(String... configuration) throws Exception {
        return new Plane(Files.createTempDirectory(directory, "other"), database, configuration);
    }

    private String key() {
        return "ratoon.secrets.key-file=" + a.home().resolve("secrets.key");
    }

    private String blobs() {
        return "ratoon.blobs.folder=" + a.home().resolve("blobs");
    }

    private String repositories() {
        return "ratoon.repositories.folder=" + a.home().resolve("repositories");
    }

    private static void says(String said, String what, String next) {
        assertTrue(said.startsWith(what), said);
        assertTrue(said.contains("\nNext: ") && said.contains(next), said);
        assertTrue(said.lines().count() == 2, said);
    }

    @Test
    @Tag("long")
    void one_with_another_folder_of_payloads_is_told_which_it_must_share() throws Exception {
        says(
                another(key(), "ratoon.roles=api").refused(),
                "The large payloads of this database are in " + a.home().resolve("blobs"),
                blobs());
    }

    @Tag("long")
    @Test
    void one_with_another_folder_of_repositories_is_told_which_it_must_share() throws Exception {
        says(
                another(key(), blobs(), "ratoon.roles=api").refused(),
                "The repositories of this database are in " + a.home().resolve("repositories"),
                repositories());
    }

    @Tag("long")
    @Test
    void one_with_another_secrets_key_is_told_which_it_must_share() throws Exception {
        says(
                another(blobs(), "ratoon.roles=api").refused(),
                "Another control plane works on this database with another secrets key",
                "ratoon.secrets.key-file=");
    }

    @Tag("long")
    @Test
    void a_second_reconciler_of_another_home_is_refused_while_the_first_runs_and_when_it_does_not()
            throws Exception {
        String what = "The sandboxes of this database belong to the home " + a.home();
        says(another(key(), blobs(), repositories()).refused(), what, "RATOON_ROLES=api");
        a.kill();
        says(another(key(), blobs(), repositories()).refused(), what, "RATOON_ROLES=api");
    }

    @Tag("long")
    @Test
    void who_starts_over_has_the_sandboxes_from_then_on_and_the_first_starts_none()
            throws Exception {
        try (var b =
                another(key(), blobs(), repositories(), "ratoon.hosting.start-over=true").up()) {
            Eventually.get(
                    "a word of the first that it starts none",
                    () -> Files.readString(a.home().resolve("log/control-plane.log")),
                    log -> log.contains("are another home's: none is started"));
            Fleet throughA = new Fleet(a.api(), GitRepository.in(directory));
            for (int i = 0; i < 3; i++) {
                String agent = throughA.start("auto", "true");
                throughA.awaitTurn(agent, 1);
                assertTrue(Files.isDirectory(b.home().resolve("agents/agents/" + agent)));
                throughA.api().delete("/api/agents/" + agent);
                Eventually.get(
                        "the end of its sandbox",
                        () -> throughA.agent(agent).path("doing").asText(),
                        doing -> doing.equals("is deleted"));
            }
            a.close();
            says(
                    a.refused(),
                    "The sandboxes of this database belong to the home " + b.home(),
                    "RATOON_HOSTING_START_OVER=true");
        }
    }
}
