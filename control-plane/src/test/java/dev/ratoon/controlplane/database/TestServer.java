package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.HomeLock;
import dev.ratoon.controlplane.home.StartFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/** A PostgreSQL server that a test may fill with databases. */
public interface TestServer extends AutoCloseable {
    Database any();

    @Override
    void close();

    static TestServer start(String kind) {
        return switch (kind) {
            case "embedded" -> EmbeddedServer.start();
            case "debian" -> DebianServer.start();
            case "docker" -> DockerServer.start();
            default -> throw new IllegalArgumentException("ratoon.test.database=" + kind);
        };
    }

    /** An empty database of the same server. */
    default Database freshDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = Connecting.to(any());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new OneOf(any(), name);
    }

    /** Another database of a server, which is ended with the server and not with this. */
    record OneOf(Database server, String name) implements Database {
        @Override
        public String jdbcUrl() {
            return server.jdbcUrl().replaceFirst("(?<=\\d)/[^/?]+", "/" + name);
        }

        @Override
        public String username() {
            return server.username();
        }

        @Override
        public String password() {
            return server.password();
        }

        @Override
        public String description() {
            return name + " of " + server.description();
        }

        @Override
        public void close() {}
    }

    /**
     * Kept under target/, so that only the first start of a checkout takes seconds. A process that
     * opens a locked file once more, and closes it, has lost its lock: so what this process has is
     * noted where all its class loaders see it, and not tried again.
     */
    record EmbeddedServer(String note, HomeLock lock, Database any) implements TestServer {
        static EmbeddedServer start() {
            for (int n = 1; ; n++) {
                Home home = Home.open(Path.of("target", "test-database", "home-" + n));
                String note = "ratoon.test.database.has-" + n;
                if (System.getProperties().putIfAbsent(note, "") != null) {
                    continue;
                }
                HomeLock lock;
                try {
                    lock = HomeLock.take(home);
                } catch (StartFailure taken) {
                    System.clearProperty(note);
                    continue;
                }
                var server = new EmbeddedServer(note, lock, EmbeddedPostgres.start(home));
                server.dropWhatTestsLeft();
                return server;
            }
        }

        private void dropWhatTestsLeft() {
            try (var connection = Connecting.to(any);
                    var statement = connection.createStatement();
                    var drops = connection.createStatement();
                    var names =
                            statement.executeQuery(
                                    "select datname from pg_database where datname like 'test%'")) {
                while (names.next()) {
                    drops.execute("drop database " + names.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            any.close();
            lock.close();
            System.clearProperty(note);
        }
    }
}
