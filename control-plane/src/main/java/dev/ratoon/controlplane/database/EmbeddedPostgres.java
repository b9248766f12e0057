package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A PostgreSQL of our own, in the home: started with us, ended with us, reachable by its owner
 * only. The caller holds the home's lock. Algorithm: unpack the programs, make or check the
 * cluster, end what an earlier start left on it, start the server on a free port, wait for its own
 * word that it is ready, and sign in once, which shows that the data can be read.
 */
final class EmbeddedPostgres implements Database {
    private static final int PORTS_TRIED = 5;
    private static final long LOG_BOUND = 4L << 20;

    /** Recovery after a crash replays at most max_wal_size of log. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Home home;
    private final PostgresProcess process;
    private final BoundedLog log;
    private final int port;
    private final String password;
    private final Path passwordFile;

    private EmbeddedPostgres(
            Cluster cluster, PostgresProcess process, BoundedLog log, int port, String password) {
        this.home = cluster.home();
        this.passwordFile = cluster.passwordFile();
        this.process = process;
        this.log = log;
        this.port = port;
        this.password = password;
    }

    static EmbeddedPostgres start(Home home) {
        var cluster = new Cluster(home, PostgresBinaries.unpack(home), Launcher.probe());
        String password = cluster.prepare();
        for (int attempt = 1; ; attempt++) {
            var log = new BoundedLog(home.path().resolve("log/postgresql.log"), LOG_BOUND);
            var started = launch(cluster, log, password);
            if (started.awaitReady()) {
                return started.signedIn(cluster);
            }
            started.process.stop();
            if (attempt == PORTS_TRIED || !DatabaseTrouble.portIsTaken(log)) {
                throw DatabaseTrouble.ended(home, log);
            }
        }
    }

    private static EmbeddedPostgres launch(Cluster cluster, BoundedLog log, String password) {
        try {
            int port = freePort();
            var arguments = new ArrayList<>(List.of("-D", cluster.home().postgres().toString()));
            arguments.addAll(PostgresSettings.durable());
            arguments.addAll(PostgresSettings.modest());
            arguments.addAll(PostgresSettings.reachableAt(port));
            arguments.addAll(PostgresSettings.logging());
            var command =
                    cluster.launcher().command(cluster.binaries().program("postgres"), arguments);
            return new EmbeddedPostgres(
                    cluster, PostgresProcess.start(command, log), log, port, password);
        } catch (IOException e) {
            throw DatabaseTrouble.unwritable(cluster.home(), "start PostgreSQL", e);
        }
    }

    /** Its eighth line is the server's own word on how it is; pg_ctl waits for the same. */
    private boolean awaitReady() {
        Path pidFile = home.postgres().resolve("postmaster.pid");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.alive() && System.nanoTime() < deadline) {
            try {
                List<String> lines =
                        Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
                if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
                    return true;
                }
                Thread.sleep(5);
            } catch (IOException e) {
                // It is being written or removed: look again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private EmbeddedPostgres signedIn(Cluster cluster) {
        try (var connection = Connecting.to(this);
                var statement = connection.createStatement()) {
            statement.execute("select count(*) from pg_class");
            return this;
        } catch (SQLException e) {
            process.stop();
            StartFailure failure =
                    Connecting.wrongPassword(e)
                            ? DatabaseTrouble.wrongPassword(cluster.passwordFile())
                            : DatabaseTrouble.ended(home, log);
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:"
                + port
                + "/ratoon?sslmode=disable&gssEncMode=disable&currentSchema="
                + SchemaGuard.SCHEMA;
    }

    @Override
    public String username() {
        return "ratoon";
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public String description() {
        return "embedded PostgreSQL " + PostgresBinaries.VERSION + " in " + home.postgres();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void whenLost(Consumer<StartFailure> listener) {
        process.whenItEndsByItself(
                () -> {
                    forgetPassword();
                    listener.accept(DatabaseTrouble.lost(home, log));
                });
    }

    /**
     * Until we have ended too, the pool tells the password to whoever takes the port: the next
     * start makes another.
     */
    private void forgetPassword() {
        try {
            Files.deleteIfExists(passwordFile);
        } catch (IOException e) {
            // A home that cannot be written: the next start says so.
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
