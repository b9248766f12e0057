package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.operations.PackagedApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of several control planes on one database: as it is shipped, with a home of its own. */
public final class Plane implements AutoCloseable {
    private final Path folder;
    private final String databaseUrl;
    private final Map<String, String> environment;
    private volatile @Nullable PackagedApp app;

    /**
     * @param configuration what stands in its {@code ratoon.properties}
     */
    Plane(Path folder, Database database, String... configuration) throws Exception {
        this(folder, Map.of(), database, configuration);
    }

    /**
     * The same.
     *
     * @param environment of its process, beside the usual
     */
    Plane(Path folder, Map<String, String> environment, Database database, String... configuration)
            throws Exception {
        this(
                folder,
                environment,
                database.jdbcUrl(),
                database.username(),
                database.password(),
                configuration);
    }

    Plane(Path folder, String jdbcUrl, String user, String password, String... configuration)
            throws Exception {
        this(folder, Map.of(), jdbcUrl, user, password, configuration);
    }

    private Plane(
            Path folder,
            Map<String, String> environment,
            String jdbcUrl,
            String user,
            String password,
            String... configuration)
            throws Exception {
        this.folder = folder;
        this.environment = environment;
        String rest = jdbcUrl.replaceFirst("^jdbc:(otel:)?postgresql://", "");
        this.databaseUrl =
                "postgresql://" + user + ":" + password + "@" + rest.replaceFirst("\\?.*", "");
        Files.createDirectories(home());
        Files.writeString(
                home().resolve("ratoon.properties"), String.join("\n", configuration) + "\n");
    }

    public Path home() {
        return folder.resolve("home");
    }

    public Plane up() throws Exception {
        launch().awaitAccount();
        return this;
    }

    private PackagedApp launch() throws Exception {
        PackagedApp launched =
                PackagedApp.launch(
                        folder, environment, "--no-browser", "--database-url", databaseUrl);
        app = launched;
        return launched;
    }

    /** Starts, and must not come up: what it says. */
    String refused() throws Exception {
        try (PackagedApp refused = launch()) {
            assertTrue(refused.process().waitFor(60, TimeUnit.SECONDS), "it runs");
            assertEquals(1, refused.process().exitValue());
            return Files.readString(refused.err());
        }
    }

    /** As its owner. */
    public Api api() throws IOException {
        return Api.unknown(URI.create("http://127.0.0.1:" + running().port()))
                .bearer(Files.readString(home().resolve("run/owner.token")).strip());
    }

    /** Waits for its end in order: what its console has of it. */
    String end() throws Exception {
        assertEquals(0, running().exitCode());
        return Files.readString(running().err());
    }

    private PackagedApp running() {
        PackagedApp started = app;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    public void kill() throws Exception {
        running().process().destroyForcibly().waitFor();
    }

    void pause() throws Exception {
        signal("STOP");
    }

    void goOn() throws Exception {
        signal("CONT");
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(running().process().pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        if (app != null) {
            app.close();
        }
    }
}
