package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;

/** Two control planes on one database: A reconciles and holds the runners, B does neither. */
public record TwoPlanes(TestServer server, DataSource source, Plane a, Plane b)
        implements AutoCloseable {
    public static TwoPlanes up(Path directory) throws Exception {
        return up(directory, Map.of());
    }

    /** With these in the environment of both. */
    static TwoPlanes up(Path directory, Map<String, String> environment) throws Exception {
        TestServer server = TestServer.start("embedded");
        Database database = server.freshDatabase();
        var a = new Plane(Files.createDirectory(directory.resolve("a")), environment, database);
        var b =
                new Plane(
                        Files.createDirectory(directory.resolve("b")),
                        environment,
                        database,
                        "ratoon.roles=api",
                        "ratoon.secrets.key-file=" + a.home().resolve("secrets.key"),
                        "ratoon.blobs.folder=" + a.home().resolve("blobs"),
                        "ratoon.repositories.folder=" + a.home().resolve("repositories"));
        var both = new TwoPlanes(server, Migrated.sourceOf(database), a, b);
        try {
            a.up();
            b.up();
            return both;
        } catch (Exception | Error e) {
            both.close();
            throw e;
        }
    }

    public StoredLog log(String agent) throws Exception {
        return StoredLog.of(source, a.home(), agent);
    }

    @Override
    public void close() {
        try (var _ = server;
                var _ = a) {
            b.close();
        }
    }
}
